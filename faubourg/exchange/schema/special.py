"""The few fields that are neither a column nor a plain link."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Model

from faubourg.contracts.choices import LegalObjective
from faubourg.contracts.models import Agreement
from faubourg.exchange.schema.fields import Field, Number, Text, Words
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.values import shown


class LevelName(Field):
    """The level of a node, by its name; a level that the contract does not declare is noted as such."""

    is_link = True

    def load(self, row, value, book):
        if not isinstance(value, str) or not value:
            raise ValueError("le nom d’un niveau est attendu")
        row.level = book.label("levels", value)

    def dump(self, row, book):
        return book.key_of("levels", row.level_id)


class Siret(Text):
    """The number by which a body is recognised across contracts: 14 digits."""

    def parse(self, value):
        text = super().parse(value)
        if not (text.isascii() and text.isdigit() and len(text) == 14):
            raise ValueError(f"« {text[:30]} » n’est pas un SIRET : écrire ses 14 chiffres, sans espace")
        return text


@dataclass(frozen=True)
class StatusOf(Field):
    """The status of an action on the contract's scale, said (`status`) or deduced (`status_inferred`).

    The file knows the one that counts; those before it, and what is only proposed, stay in Faubourg.
    """

    inferred: bool = False
    is_link = True
    deferred = True
    says_nothing = True

    def title(self, model) -> str:
        return self.label

    def load(self, row, value, book):
        state = book.find("status_scale", value) if value else None
        book.state(row, state, inferred=self.inferred)

    def dump(self, row, book):
        found = book.status_of(row, inferred=self.inferred)
        return book.key_of("status_scale", found) if found else None


class ValueOrWords(Number):
    """A number, or a list of words for a qualitative indicator."""

    def load(self, row, value, book):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            row.words = value
            row.value = None
        else:
            row.value = self.parse(value)
            row.words = []

    def dump(self, row, book):
        return row.words or super().dump(row, book)


class NestedError(ValueError):
    """A field of a nested record cannot be taken; `section` and `record` say which one."""

    def __init__(self, section: Section, record: dict, name: str, sentence: str):
        super().__init__(sentence)
        self.section, self.record, self.name = section, record, name


@dataclass(frozen=True)
class Nested(Field):
    """A list of records inside a record: rows of their own, which point back through `link`."""

    section: Section | None = None
    link: str = ""
    many = True
    deferred = True

    def title(self, model) -> str:
        return self.label

    def load(self, row, value, book):
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ValueError("une liste de groupes de champs est attendue")
        rows = []
        for position, record in enumerate(value):
            item = self.section.model(position=position, **{self.link: row})
            for refusal in book.fill(self.section, item, record):
                raise NestedError(self.section, record, refusal.name, refusal.sentence)
            rows.append(item)
        book.nest(row, self, rows)

    def dump(self, row, book):
        return [book.describe(self.section, item) for item in book.nested(row, self)] or None

    def rows_of(self, contract):
        """The rows that hang on others, in order."""
        return self.section.rows(contract)

    def forget(self, row) -> None:
        """Remove the rows that hang on this one."""
        self.section.model.objects.filter(**{self.link: row}).delete()


@dataclass(frozen=True)
class LegalObjectives(Field):
    """The objectives of the law of 2014 (article 1) to which a row is tied, by their numbers, 1 to 10."""

    ties: type[Model] | None = None
    link: str = ""
    many = True
    deferred = True

    def title(self, model) -> str:
        return self.label

    def load(self, row, value, book):
        if not isinstance(value, list) or not all(number in LegalObjective.values for number in value):
            raise ValueError("les numéros, de 1 à 10, des objectifs de l’article 1 de la loi de 2014 sont attendus")
        numbers = sorted(set(value))
        if numbers != value:
            raise ValueError("les numéros se donnent une seule fois, du plus petit au plus grand")
        book.nest(row, self, [self.ties(number=number, **{self.link: row}) for number in numbers])

    def dump(self, row, book):
        return [tie.number for tie in book.nested(row, self)] or None

    def rows_of(self, contract):
        """The ties of the contract's current version."""
        version = {f"{self.link}__version": contract.current_version_id}
        return self.ties.objects.filter(**version).order_by("number")

    def forget(self, row) -> None:
        """Untie the row."""
        self.ties.objects.filter(**{self.link: row}).delete()


class SharedElsewhere(Words):
    """The same action in other contracts, « contract/action »: what files say, and what both contracts agreed.

    A file may come before the other contract does: what it says is kept, and linked when it can be
    (`exchange.sharing`).
    """

    def parse(self, value):
        found = super().parse(value)
        for words in found:
            contract, slash, action = words.partition("/")
            if not (contract and slash and action) or "/" in action:
                raise ValueError(
                    f"{shown(words)} ne désigne aucune action : écrire la clé du contrat, une barre oblique, puis la "
                    "clé de son action"
                )
        if len(set(found)) < len(found):
            raise ValueError("la même action est citée deux fois : n’en garder qu’une")
        return found

    def load(self, row, value, book):
        super().load(row, value, book)
        if any(words.startswith(f"{book.contract.key}/") for words in row.shared_elsewhere):
            raise ValueError("une de ces actions est de ce contrat-ci : « partagé avec » le dit")

    def dump(self, row, book):
        return list(dict.fromkeys([*row.shared_elsewhere, *book.shared_elsewhere(row)])) or None


class AgreementTitles(Words):
    """The agreements that this one renews: they have no key, and go by their title, with what tells equals apart."""

    deferred = True

    def load(self, row, value, book):
        known = {words: pk for pk, words in self.designations(book.contract, besides=row.pk).items()}
        found = []
        for words in self.parse(value):
            if words not in known:
                raise ValueError(f"{shown(words)} n’est l’intitulé d’aucune convention du contrat")
            found.append(Agreement(pk=known[words]))
        book.later(row, self.column, found)

    def dump(self, row, book):
        linked = book.linked(row, self.column)
        known = self.designations(book.contract, besides=row.pk) if linked else {}
        return [known[pk] for pk in linked] or None

    @staticmethod
    def designations(contract, *, besides: int | None = None) -> dict[int, str]:
        """The agreements but one by their title; « title (start) », or « title (n° 2) », where several have it."""
        others = Agreement.objects.of(contract).exclude(pk=besides).order_by("position", "pk")
        rows = list(others.values_list("pk", "title", "start"))
        titles = Counter(title for _, title, _ in rows)
        dated = Counter((title, start) for _, title, start in rows)
        found, ranks = {}, Counter()
        for pk, title, start in rows:
            ranks[title] += 1
            alone = titles[title] == 1
            apart = start if start and dated[title, start] == 1 else f"n° {ranks[title]}"
            found[pk] = title if alone else f"{title} ({apart})"
        return found
