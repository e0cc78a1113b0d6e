"""The whole plan as a book: cover, the contract's own pages, contents, then the tree with its dividers and rows."""

from collections.abc import Iterator
from datetime import date

from faubourg.actions.models import Action, Clause
from faubourg.contracts.models import Contract, Level, Node
from faubourg.documents.blocks import (
    Block,
    Bullets,
    Column,
    Contents,
    Divider,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from faubourg.indicators.models import Indicator
from faubourg.reports.documents.corrections import correction_blocks
from faubourg.reports.documents.fiche import fiche_blocks
from faubourg.reports.documents.rows import RowTables, row_tables, state_mark
from faubourg.reports.fiche import Fiche, fiche_contents
from faubourg.reports.fiche.words import spoken
from faubourg.reports.overview.counters import counters_of
from faubourg.reports.plan import PlanData, PlanNode, PlanRow, load_plan
from faubourg.reports.plan.places import collect
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp, partial_date

DEEPEST = 4
#: A fiche needs a level below its own for its sections.
DEEPEST_FICHE = 3


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The book. `options["divider_levels"]` names the levels that get a page of their own with its table: the first
    one if none; `key` keeps the branch of one node (LookupError when there is none)."""
    book = Book(contract, (options or {}).get("divider_levels"))
    blocks = list(book.blocks(key))
    return Document(
        title=nbsp(contract.title),
        subtitle=nbsp(" · ".join(filter(None, (str(contract.territory or ""), contract.period)))),
        footer="Plan d’action",
        printed_on=printed_on,
        cover=True,
        blocks=tuple(blocks),
        keywords=("contrat de ville", "plan d’action", contract.key),
    )


class Book:
    """One printing of the plan: what is read once, and how each part is set."""

    def __init__(self, contract: Contract, divider_levels: list[str] | None):
        self.contract = contract
        self.plan: PlanData = load_plan(contract)
        self.tables: RowTables = row_tables(self.plan)
        self.placed = collect(self.plan.rows, lambda row: row.links.get("node", ()))
        self.dividers = set(divider_levels or self._first_levels())
        version = contract.current_version_id
        self.facts = {node.pk: node for node in Node.objects.filter(version=version)}
        self.clauses: dict[int, dict[str, list[str]]] = {}
        for node, kind, text in (
            Clause.objects.filter(node__version=version).order_by("position", "pk").values_list("node", "kind", "text")
        ):
            self.clauses.setdefault(node, {}).setdefault(spoken(kind), []).append(text)
        follow = Indicator.nodes.through.objects.filter(node__version=version).order_by("pk")
        self.indicators: dict[int, list[str]] = {}
        for node, label in follow.values_list("node", "indicator__label"):
            self.indicators.setdefault(node, []).append(label)
        self.fiches: dict[int, Fiche] = self._fiches()
        self.printed: set[int] = set()
        self.after_fiche = False

    def _first_levels(self) -> set[str]:
        firsts: dict[str, str] = {}
        for level in Level.objects.filter(contract=self.contract).order_by("family", "position", "pk"):
            firsts.setdefault(level.family, level.name)
        return set(firsts.values())

    def _fiches(self) -> dict[int, Fiche]:
        """The whole fiches of the rows that have sections of their own; the others stand in tables."""
        wanted = [row.pk for row in self.plan.rows if _is_fiche(row)]
        actions = Action.objects.filter(version=self.contract.current_version_id, pk__in=wanted)
        return {fiche.pk: fiche for fiche in fiche_contents(self.contract, list(actions))}

    def blocks(self, key: str | None) -> Iterator[Block]:
        """Everything after the cover."""
        roots = self.plan.roots
        if key is not None:
            roots = [node for node in self.plan.nodes.values() if node.key == key]
            if not roots:
                raise LookupError(f"Aucun élément de l’arbre n’a la clé « {key} ».")
        yield Contents(self._depth_of_contents())
        yield PageBreak()
        if key is None:
            yield from self._front()
        for root in roots:
            yield from self._branch(root)
        rest = self.placed.get(None, []) if key is None else []
        if rest:
            yield PageBreak()
            yield Heading(1, "Sans objectif (transversaux)" if roots else "Actions")
            yield from self._rows(rest, 1)
        if not self.plan.rows:
            yield Paragraph("Ce contrat n’a pas encore d’action.", "unknown")
        if key is None:
            yield from correction_blocks(self.contract)

    def _depth_of_contents(self) -> int:
        """Down to the deepest fiches: their own sections would fill the contents of a contract with a flat tree."""
        nodes = [
            self.plan.nodes.get(pk) for pk, rows in self.placed.items() if any(row.pk in self.fiches for row in rows)
        ]
        levels = [len(node.path) + 2 if node else 2 for node in nodes]
        return min(max(levels, default=DEEPEST_FICHE), DEEPEST_FICHE)

    def _front(self) -> Iterator[Block]:
        """What the contract is, then its own pages."""
        contract = self.contract
        counters = counters_of(self.plan.nodes.values(), self.plan.rows, {})
        signed = contract.organisations.filter(signatory=True).order_by("position", "pk")
        yield Heading(1, "Le contrat")
        yield Facts(
            (
                ("Nature", first_upper(contract.get_kind_display())),
                ("Territoire", str(contract.territory) if contract.territory else None),
                ("Période", contract.period or None),
                ("État", first_upper(contract.get_state_display()) if contract.state else None),
                ("Version du plan", _version(contract)),
                ("Ce qu’il contient", tuple(counter.text for counter in counters) or None),
                ("Signataires", tuple(nbsp(row.name) for row in signed) or None),
            )
        )
        for page in contract.pages.order_by("position", "pk"):
            yield PageBreak()
            yield Heading(1, nbsp(page.title))
            yield Paragraph(nbsp(page.body)) if page.body else Paragraph("Page sans texte.", "unknown")

    def _branch(self, node: PlanNode) -> Iterator[Block]:
        """An element, what it says, its rows, then what stands under it."""
        level = min(len(node.path) + 1, DEEPEST)
        if node.level in self.dividers:
            table = self._summary(node)
            yield Divider(nbsp(node.title), node.code, self._counts(node), table, level)
            yield PageBreak()
        else:
            if self.after_fiche or not node.path:
                yield PageBreak()
            yield Heading(level, nbsp(node.title), node.code)
        self.after_fiche = False
        yield from self._said(node)
        yield from self._rows(self.placed.get(node.pk, []), level)
        yield from self._asked(node)
        for child in node.children:
            yield from self._branch(child)

    def _counts(self, node: PlanNode) -> str:
        rows = self._below(node)
        counters = counters_of(list(node.walk())[1:], rows, {})
        return nbsp(" · ".join([first_upper(node.level), *(counter.text for counter in counters)]))

    def _below(self, node: PlanNode) -> list[PlanRow]:
        return list(dict.fromkeys(row for child in node.walk() for row in self.placed.get(child.pk, ())))

    def _summary(self, node: PlanNode) -> Table:
        """The table of a divider: the elements under it with their rows, or the rows themselves."""
        if not node.children:
            rows = self.placed.get(node.pk, [])
            columns = (Column("Code", 1), Column("Action", 6))
            if not any(row.state for row in rows):
                return Table(columns, tuple((row.code, row.title) for row in rows))
            lines = tuple((row.code, row.title, state_mark(row)) for row in rows)
            return Table((*columns, Column("État", 3)), lines)
        under = [child for child in node.walk() if child is not node]
        lines = tuple(
            (child.code, "\u2003" * (len(child.path) - len(node.path) - 1) + child.title, len(self._below(child)))
            for child in under
        )
        return Table((Column("Code", 1.2), Column("Intitulé", 6), Column("Actions", 0.9, "right")), lines, compact=True)

    def _said(self, node: PlanNode) -> Iterator[Block]:
        facts = self.facts[node.pk]
        if facts.summary:
            yield Paragraph(nbsp(facts.summary), "lead")
        if facts.title_variants:
            yield Paragraph(nbsp(f"Autres intitulés imprimés : {' ; '.join(facts.title_variants)}"), "note")
        if not self._below(node):
            reason = node.handled_elsewhere or node.empty_reason or node.note or "Aucune action, sans explication."
            yield Paragraph(nbsp(reason), "unknown")

    def _asked(self, node: PlanNode) -> Iterator[Block]:
        """The cahier des charges and the indicators that belong to the element, not to its rows."""
        clauses, indicators = self.clauses.get(node.pk, {}), self.indicators.get(node.pk, [])
        if clauses:
            texts = tuple((first_upper(kind), tuple(map(nbsp, said))) for kind, said in clauses.items())
            yield Paragraph("Cahier des charges", "lead")
            yield Facts(texts)
        if indicators:
            yield Paragraph("Indicateurs de l’objectif", "lead")
            yield Bullets(tuple(map(nbsp, indicators)))

    def _rows(self, rows: list[PlanRow], level: int) -> Iterator[Block]:
        """Rows in a table; those with sections one after the other, whole where they first stand."""
        plain = [row for row in rows if row.pk not in self.fiches]
        if plain:
            yield self.tables.table(plain)
        for row in rows:
            if row.pk not in self.fiches:
                continue
            if row.pk in self.printed:
                yield Paragraph(nbsp(f"{row.code} {row.title} : fiche imprimée plus haut.").strip(), "note")
                continue
            self.printed.add(row.pk)
            # The first fiche follows the title of its element on the page that this one opened.
            if self.after_fiche or plain:
                yield PageBreak()
            self.after_fiche = True
            yield from fiche_blocks(self.fiches[row.pk], level=min(level + 1, DEEPEST_FICHE))


def _version(contract: Contract) -> str | None:
    """« Avenant n° 1, adoptée (12 mars 2026) »."""
    version = contract.current_version
    if version is None:
        return None
    when = f" ({partial_date(version.adopted_on)})" if version.adopted_on and version.is_adopted else ""
    return nbsp(f"{version}, {version.get_state_display()}{when}")


def _is_fiche(row: PlanRow) -> bool:
    return row.kind == "fiche" or bool(row.parts)
