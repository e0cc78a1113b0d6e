"""The merge screen: rows of the instance that may be one, side by side with what speaks for and against it.

A person sees only rows that a contract of theirs lists, and of these only what their contracts say.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Model

from faubourg.actions.merging import SHARED, listings_for
from faubourg.core.merging import canonical_ids
from faubourg.partners.choices import InstanceRow
from faubourg.partners.models import DismissedPair
from faubourg.partners.similarity import Level, Proposal, Subject, compare, propose
from faubourg.territories.models import TerritoryKind
from faubourg.territories.queries import official_codes
from faubourg.ui.typography import plural

#: What uses a listing: its name (singular, plural) and the relation to count, each in a query of its own.
USES: dict[str, tuple[tuple[str, str], ...]] = {
    InstanceRow.ORGANISATION: (
        ("rôle,rôles", "roles"),
        ("indicateur,indicateurs", "produced_indicators"),
        ("moyen,moyens", "means"),
        ("dispositif,dispositifs", "schemes"),
        ("signature,signatures", "signatures"),
    ),
    InstanceRow.TERRITORY: (
        ("action,actions", "actions"),
        ("chiffre,chiffres", "figures"),
        ("instance,instances", "bodies"),
    ),
    InstanceRow.SCHEME: (("lien,liens", "links"), ("moyen,moyens", "means")),
}


@dataclass
class Side:
    """One row of a pair: its listings in the contracts seen, and how much they use it."""

    pk: int
    name: str
    kinds: list[str] = field(default_factory=list)
    listings: list[Model] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pair:
    """A proposal with both rows in full."""

    proposal: Proposal
    sides: tuple[Side, Side]


@dataclass(frozen=True)
class Kept:
    """A merge done (`absorbed` into `into`), or a pair kept apart (`pk` of the dismissal)."""

    pk: int
    first: str
    second: str


def subjects(user, kind: str) -> dict[int, Subject]:
    """The rows of `kind` that `user` sees, merged ones together, with what is compared. Four queries."""
    shared = SHARED[kind]
    ends = canonical_ids(shared.model)
    together: dict[int, list[Model]] = defaultdict(list)
    for listing in _listings(user, kind):
        pk = getattr(listing, f"{shared.attr}_id")
        together[ends.get(pk, pk)].append(listing)
    names = dict(shared.model.objects.filter(pk__in=together).values_list("pk", "name"))
    relatives = _relatives(kind, together, ends)
    return {pk: _subject(kind, pk, names[pk], rows, relatives[pk]) for pk, rows in together.items()}


def proposals(kind: str, found: dict[int, Subject]) -> list[Proposal]:
    """The pairs of `found` worth a look, the surest first; those that a person set apart are left out. One query."""
    apart = frozenset(DismissedPair.objects.filter(kind=kind).values_list("first", "second"))
    return propose(found.values(), apart=apart, local=kind != InstanceRow.SCHEME)


def chosen_pair(kind: str, found: dict[int, Subject], first: int, second: int) -> Proposal | None:
    """Two rows of `found` that a person puts side by side; None when they are one row, or not theirs to see."""
    if first == second or first not in found or second not in found:
        return None
    alike = compare(found[first], found[second], local=kind != InstanceRow.SCHEME)
    return alike or Proposal(found[first], found[second], Level.CHECK, 0.0, ())


def pairs(user, kind: str, shown: Iterable[Proposal]) -> list[Pair]:
    """Both rows of each proposal, in full. The number of queries does not depend on how many are shown."""
    shown = list(shown)
    wanted = {subject.pk for proposal in shown for subject in (proposal.first, proposal.second)}
    found = _sides(user, kind, wanted)
    return [Pair(one, (found[one.first.pk], found[one.second.pk])) for one in shown]


def merges_done(user, kind: str) -> list[Kept]:
    """The merges of rows that `user` sees, by name. Three queries."""
    shared = SHARED[kind]
    seen = set(listings_for(user, kind).values_list(shared.attr, flat=True))
    ends = canonical_ids(shared.model)
    merged = shared.model.objects.filter(merged_into__isnull=False).select_related("merged_into")
    return [
        Kept(row.pk, row.name, row.merged_into.name)
        for row in merged.order_by("name")
        if {row.pk, ends[row.pk], row.merged_into_id} & seen
    ]


def pairs_apart(user, kind: str) -> list[Kept]:
    """The pairs that a person set apart, among rows that `user` sees. Three queries."""
    shared = SHARED[kind]
    seen = set(listings_for(user, kind).values_list(shared.attr, flat=True))
    rows = [row for row in DismissedPair.objects.filter(kind=kind) if {row.first, row.second} <= seen]
    names = shared.model.objects.in_bulk({pk for row in rows for pk in (row.first, row.second)})
    return [Kept(row.pk, names[row.first].name, names[row.second].name) for row in rows]


def _listings(user, kind: str):
    related = ("contract", "contract__territory", *(() if kind == InstanceRow.SCHEME else ("parent",)))
    return listings_for(user, kind).select_related(*related).order_by("contract__title", "contract", "position")


def _subject(kind: str, pk: int, name: str, rows: list[Model], relatives: frozenset[int]) -> Subject:
    parents = [above for row in rows if (above := getattr(row, "parent", None))]
    others = {text for row in rows for text in (row.name, *row.aliases) if text != name}
    return Subject(
        pk=pk,
        name=name,
        aliases=tuple(sorted(others | {row.code for row in rows if kind == InstanceRow.SCHEME and row.code})),
        codes=frozenset(code for row in rows for code in _codes(kind, row)),
        family=_family(kind, rows),
        places=frozenset(place for row in rows if (place := _place(row.contract))),
        contracts=frozenset(row.contract_id for row in rows),
        parents=tuple(dict.fromkeys(above.name for above in parents)),
        parent_aliases=tuple({alias for above in parents for alias in above.aliases}),
        relatives=relatives,
        generic=any(getattr(row, "is_generic", None) for row in rows),
    )


def _codes(kind: str, row: Model) -> frozenset[str]:
    if kind == InstanceRow.ORGANISATION:
        return frozenset({row.siret} if row.siret else ())
    return official_codes(row.code, row.code_previous) if kind == InstanceRow.TERRITORY else frozenset()


def _family(kind: str, rows: list[Model]) -> str:
    """A quartier is never a commune; what a contract calls QPV another may call quartier."""
    if kind != InstanceRow.TERRITORY:
        return ""
    return TerritoryKind.QPV if rows[0].kind == TerritoryKind.NEIGHBOURHOOD else rows[0].kind


def _place(contract) -> str:
    return contract.department or (contract.territory.name if contract.territory else "")


def _relatives(kind: str, together: dict[int, list[Model]], ends: dict[int, int]) -> dict[int, frozenset[int]]:
    """For each row, those above it and the groups around it: close names, but never the same thing."""
    found: dict[int, set[int]] = defaultdict(set)
    if kind == InstanceRow.SCHEME:
        return defaultdict(frozenset)
    attr = f"{SHARED[kind].attr}_id"
    row_of = {row.pk: getattr(row, attr) for rows in together.values() for row in rows}
    for pk, rows in together.items():
        above = {getattr(row.parent, attr) for row in rows if row.parent}
        found[pk] |= {ends.get(other, other) for other in above}
    through = SHARED[kind].listing.members.through
    name = SHARED[kind].listing._meta.model_name
    for group, member in through.objects.values_list(f"from_{name}", f"to_{name}"):
        if group in row_of and member in row_of:
            found[ends.get(row_of[group], row_of[group])].add(ends.get(row_of[member], row_of[member]))
    return defaultdict(frozenset, {pk: frozenset(others - {pk}) for pk, others in found.items()})


def _sides(user, kind: str, wanted: set[int]) -> dict[int, Side]:
    shared = SHARED[kind]
    ends = canonical_ids(shared.model)
    found = {row.pk: Side(row.pk, row.name) for row in shared.model.objects.filter(pk__in=wanted)}
    merged = {pk for pk, end in ends.items() if end in wanted}
    listings = list(_listings(user, kind).filter(**{f"{shared.attr}__in": wanted | merged}))
    counts = _counts(kind, [listing.pk for listing in listings])
    for listing in listings:
        pk = getattr(listing, f"{shared.attr}_id")
        _fill(found[ends.get(pk, pk)], kind, listing)
    for side in found.values():
        pks = [listing.pk for listing in side.listings]
        totals = [(forms, sum(counts[forms].get(pk, 0) for pk in pks)) for forms, _ in USES[kind]]
        side.uses = [plural(total, forms) for forms, total in totals if total]
    return found


def _fill(side: Side, kind: str, listing: Model) -> None:
    side.listings.append(listing)
    written = str(listing.get_kind_display()) if kind == InstanceRow.TERRITORY else listing.kind
    side.kinds += [written] if written and written not in side.kinds else []
    side.aliases += [text for text in (listing.name, *listing.aliases) if text not in (*side.aliases, side.name)]
    side.codes += [code for code in sorted(_written_codes(kind, listing)) if code not in side.codes]
    above = getattr(listing, "parent", None)
    side.above += [above.name] if above and above.name not in side.above else []


def _written_codes(kind: str, row: Model) -> set[str]:
    if kind == InstanceRow.ORGANISATION:
        return {row.siret} - {""}
    return {row.code, getattr(row, "code_previous", "")} - {""}


def _counts(kind: str, listings: list[int]) -> dict[str, dict[int, int]]:
    rows = SHARED[kind].listing.objects.filter(pk__in=listings).order_by()
    return {
        label: dict(rows.annotate(how_many=Count(relation)).values_list("pk", "how_many"))
        for label, relation in USES[kind]
    }
