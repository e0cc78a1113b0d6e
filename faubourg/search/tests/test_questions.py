"""How a question is understood."""

from hypothesis import given
from hypothesis import strategies as st

from faubourg.search.questions import MAX_WORDS, code_key, name_key, name_keys, parse, runs, spellings

E2C = {"e2c": ["ecol 2e chanc", "e2c"], "ecol 2e chanc": ["e2c"]}


def test_words_without_synonym_are_each_a_term():
    question = parse("l’emploi des jeunes")
    assert [(term.printed, term.words) for term in question.terms] == [("emploi", ("emploi",)), ("jeunes", ("jeun",))]


def test_a_name_is_one_term_with_its_other_names():
    [term, word] = parse("École de la 2e chance Niort", E2C).terms
    assert (term.printed, term.words, term.phrases) == ("École de la 2e chance", ("ecol", "2e", "chanc"), (("e2c",),))
    assert word.words == ("niort",)
    assert parse("E2C", E2C).terms[0].phrases == (("ecol", "2e", "chanc"),)


def test_a_name_is_not_replaced_by_a_part_of_itself():
    [term] = parse("Niort Agglo", {"niort agglo": ["agglo", "can", "agglomer niortais can"]}).terms
    assert term.phrases == (("can",),)


def test_a_name_that_is_a_stop_word_is_found_when_it_is_the_whole_question():
    [term] = parse("EN", {"en": ["educ national"]}).terms
    assert (term.words, term.phrases) == ((), (("educ", "national"),))
    assert parse("en", {}).terms == ()


def test_spellings_of_a_name_open_its_acronym():
    assert spellings("Maison de l’emploi (MDE)") == ["Maison de l’emploi (MDE)", "Maison de l’emploi", "MDE"]
    assert spellings("Bailleurs (publics et privés)") == ["Bailleurs (publics et privés)"]
    assert name_keys(["Caisse d’allocations familiales (CAF) du Gard"])[1:] == ["caiss alloc familial gard", "caf"]


def test_codes_written_otherwise_are_one_code():
    assert code_key("OP 9") == code_key("op9") == code_key("OP-09") == "#op 9"
    assert code_key("1.3.6.d") != code_key("1.3.6.a")


def test_a_question_with_one_term_less_reads_as_typed():
    assert parse("CIV de 2019").without(0).text == "2019"


def test_long_questions_are_cut_and_say_so():
    question = parse(" ".join(f"mot{number}" for number in range(500)))
    assert question.is_cut
    assert sum(len(term.words) for term in question.terms) == MAX_WORDS
    assert not parse("deux mots").is_cut


@given(st.text(max_size=400))
def test_any_question_is_understood(text):
    question = parse(text)
    assert all(term.words for term in question.terms)
    assert len(runs(text)) <= 100
    assert len(name_key(text)) <= 200
