"""YAML comes in as plain data, or is refused with a sentence and a line."""

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from faubourg.core.testing import SHARED
from faubourg.intake.problems import IntakeError
from faubourg.intake.yamlfiles import MAX_ALIASED, MAX_DEPTH, read_yaml

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates()
DATA = st.recursive(SCALARS, lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(), part, max_size=4))


def read(text: str | bytes) -> object:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), "contrat.yaml")


def refused(text: str | bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        read(text)
    return str(caught.value).replace("\u00a0", " ")


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


@given(st.dictionaries(st.text(), DATA, min_size=1))
def test_what_yaml_writes_is_read(data):
    assert read(yaml.safe_dump(data)) == data


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2.5, ~, yes, 0x1F, 1:30, 1_000, 2024-01-01, 2024-01-01 10:00:00+02:00, .inf]",
        "a: 'oui'\nb: \"é\\n\"\nc: |\n  deux\n  lignes\nd: !!str 12\ne: !!int '3'",
        "base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3, z: 4}\nboth: {<<: [*b, {x: 5, w: 6}]}",
        "- &k clé\n- {*k : 1}\n- *k",
    ],
)
def test_values_are_those_of_the_safe_loader(text):
    assert repr(read(text)) == repr(yaml.load(text, yaml.CSafeLoader))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ales-2015-2020", "niort-2015-2022", "niort-2024-2030", "plie-niort-2022-2028"])
def test_real_contracts_are_read_whole_and_fast(name):
    path = SHARED / "data" / f"{name}.yaml"
    if not path.exists():
        pytest.skip(f"{path} is not beside this checkout")
    content = path.read_bytes()
    start = time.perf_counter()
    data = read(content)
    assert time.perf_counter() - start < 1
    assert data == yaml.load(content, yaml.CSafeLoader)


def test_byte_order_mark_is_no_part_of_the_text():
    assert read("\ufeffa: é".encode()) == {"a": "é"}


def test_aliased_parts_are_copies():
    data = read("a: &x {of: [1]}\nb: *x")
    data["a"]["of"].append(2)
    assert data["b"] == {"of": [1]}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "Le fichier « contrat.yaml » est vide"),
        (b" \n# rien\n", "vide ou ne contient que des commentaires"),
        (b"---\n", "vide ou ne contient que des commentaires"),
        ("a: é".encode("utf-16"), "est en UTF-16. Enregistrez le fichier en UTF-8"),
        ("a: b".encode("utf-16-le"), "est en UTF-16"),
        ("a: b\nc: é".encode("cp1252"), "Ligne 2 : le fichier « contrat.yaml » n’est pas en UTF-8"),
        (b"a: b\nc: \x00", "Ligne 2 : le fichier contient un caractère nul"),
        (b"a: b\nc: \x07", "Ligne 2 : le texte contient un caractère de contrôle"),
    ],
)
def test_not_a_text_that_can_be_read(text, sentence):
    assert sentence in refused(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: 1\nb: x: y", "Ligne 2 : un « : » est placé là où un texte est attendu (caractère 5)"),
        ("a: 1\n\tb: 2", "Ligne 2 : une tabulation sert de retrait (caractère 1). Remplacez-la"),
        ("a:\n  b: 1\n c: 2", "Ligne 3 : le retrait de la ligne"),
        ("a: [1, 2\nb: 3", "une liste entre crochets n’est pas fermée"),
        ("a: {b: 1\nc", "un groupe entre accolades n’est pas fermé"),
        ("a: 'texte\nb: 1", "un guillemet ouvert n’est pas refermé"),
        ('a: "\\q"', "une barre oblique inverse"),
        ("a: @b", "une valeur commence par un caractère réservé"),
        ("a: 1\nb", "Ligne 3 : il manque un « : » après la clé"),
        ("a: 1\n---\nb: 2", "Ligne 2 : le fichier contient plusieurs documents"),
        ("a: *x", "« *x » renvoie à un passage qui n’est pas défini au-dessus"),
        ("a: &x [*x]", "« *x » renvoie à un passage qui n’est pas défini au-dessus"),
        ("a: 1\nb: {c: 2024-02-30}", "Ligne 2 : « 2024-02-30 » n’est pas une date valable"),
        ("a: !!bool peut-être", "« peut-être » n’est pas un oui ou un non valable"),
        ("a: {<<: [1]}", "« << » doit renvoyer à un groupe de clés"),
        ("[a]: 1", "une liste ou un groupe sert de clé"),
        ("a: 1\nb: 2\na: 3", "Ligne 3 : la clé « a » est répétée au même endroit. Gardez-en une seule"),
        ("x:\n- {k: 1, k: 2}", "Ligne 2 : la clé « k » est répétée"),
    ],
)
def test_faults_are_told_with_their_line(text, sentence):
    assert sentence in refused(text)


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system ['true']", "!!python/name:os.system", "!secret x", "!!set {a}", "!!binary aGk="],
)
def test_only_plain_data(tag):
    sentence = refused(f"a: 1\nb: {tag}")
    assert "Ligne 2 : l’étiquette « !" in sentence
    assert "seules les données simples" in sentence


def test_alias_bomb_is_refused_before_it_expands():
    start = time.perf_counter()
    assert "les renvois « * » du fichier représentent plus de 100 000 valeurs" in refused(bomb(9))
    assert time.perf_counter() - start < 2
    assert MAX_ALIASED == 100_000


def test_depth_is_bounded_with_and_without_aliases():
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert f"plus de {MAX_DEPTH} niveaux" in refused("[" * 100_000)
    chain = "a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH + 1))
    assert f"plus de {MAX_DEPTH} niveaux" in refused(chain)


def test_endless_numbers_stay_text():
    assert read(f"a: {'9' * 5000}") == {"a": "9" * 5000}


def test_size_is_bounded(settings):
    settings.UPLOAD_MAX_BYTES = 10
    assert "la limite est de" in refused("a: bcdefghijkl")
