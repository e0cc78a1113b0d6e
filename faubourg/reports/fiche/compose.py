"""From rows to a fiche: its heading, then its sections in the contract's order."""

from collections.abc import Callable

from faubourg.actions.choices import CommitmentLevel
from faubourg.actions.models import Action
from faubourg.contracts.choices import LegalObjective
from faubourg.contracts.layouts import Block, LayoutSection, layout_of
from faubourg.reports.fiche import actors, measures, money, past, texts
from faubourg.reports.fiche.content import Body, Fiche, Item, Place, Section, SubAction, SubActions
from faubourg.reports.fiche.loading import Loaded
from faubourg.reports.fiche.scope import Scope
from faubourg.reports.fiche.words import deduced
from faubourg.ui.typography import plural

Built = tuple[Body | None, str]

#: The file's name of the field behind a block, to say whether it was deduced.
DEDUCED_FIELDS = {
    Block.PUBLICS: "beneficiaries",
    Block.TERRITORIES: "territories",
    Block.CALENDAR: "calendar",
    Block.OBJECTIVES: "objectives",
    Block.EFFECTS: "effects",
    Block.CONDITION: "condition",
    Block.SUMMARY: "text_summary",
    Block.TEXT: "text",
    Block.WORDING: "wording",
}


def compose(loaded: Loaded, action: Action, layout: tuple[LayoutSection, ...] | None = None) -> Fiche:
    """The fiche of `action`, one of the loaded ones. `layout` replaces the contract's own."""
    scope = Scope(loaded, action)
    layout = layout or layout_of(action.kind, loaded.outline.layout(action.kind))
    sections = (_section(scope, asked) for asked in layout)
    before, after = loaded.neighbours[action.pk]
    lines = "-".join(dict.fromkeys(str(line) for line in (action.line, action.line_end) if line))
    return Fiche(
        pk=action.pk,
        lineage=action.lineage_id,
        key=action.key,
        url=loaded.outline.url(loaded.outline.name("action", action.pk)),
        code=action.code,
        kind=action.kind,
        kind_label=action.get_kind_display(),
        title=action.title,
        subtitle=action.subtitle,
        variants=tuple(action.title_variants),
        letter=action.commitment_type,
        letter_label=loaded.outline.type_label(action.commitment_type),
        nature=action.nature,
        places=tuple(_place(loaded, node) for node in scope.nodes),
        parent=scope.item("action", action.parent_id),
        previous=scope.item("action", before),
        next=scope.item("action", after),
        status=past.status_of(scope, action)
        or past.derived_status(scope, action)
        or past.unknown_status(scope, action),
        progress=past.progress(scope),
        shared_with=_shared(scope),
        is_focus=bool(action.extra.get("focus")),
        is_elsewhere=bool(loaded.of("elsewhere", action.pk)),
        elsewhere=_elsewhere(loaded, action),
        claimed=_claimed(loaded, action),
        frames=tuple(str(frame) for frame in action.also_under),
        tags=tuple(item.label for item in scope.items("tag", loaded.of("tag", action.pk))),
        facts=tuple(_facts(scope)),
        source=f"{'lignes' if '-' in lines else 'ligne'} {lines}" if lines else "",
        confidence=action.confidence,
        sections=tuple(section for section in sections if section),
    )


def _place(loaded: Loaded, node: int) -> Place:
    path = loaded.outline.path(node)
    return Place(tuple((name.detail, name.code, name.label, loaded.outline.url(name)) for name in path))


def _shared(scope: Scope) -> tuple[Item, ...]:
    pks = dict.fromkeys(scope.loaded.others("shared", scope.action.pk))
    return tuple(scope.item("action", pk) for pk in pks)


def _elsewhere(loaded: Loaded, action: Action) -> tuple[str, ...]:
    """The contracts that agreed to hold the action too, with its number there: what any reader of a paper may know."""
    rows = [row.texts for row in loaded.of("elsewhere", action.pk)]
    return tuple(", ".join(filter(None, (name, code))) for name, code, _, agreed, *_ in rows if agreed)


def _claimed(loaded: Loaded, action: Action) -> tuple[str, ...]:
    """What a file says of other contracts, and that no link holds."""
    linked = {row.texts[2] for row in loaded.of("elsewhere", action.pk)}
    pairs = (words.split("/") for words in action.shared_elsewhere if words not in linked)
    return tuple(f"« {contract} », action « {key} »" for contract, key in pairs)


def _facts(scope: Scope):
    """What else identifies the action, in a few words each."""
    action = scope.action
    if action.sheet_id:
        yield f"page d’acteur : {scope.item('organisation', action.sheet_id).label}"
    if action.commitment_level and not (action.in_toolbox and action.commitment_level == CommitmentLevel.TOOLBOX):
        yield action.get_commitment_level_display()
    flags = (
        (action.in_toolbox, "dans la boîte à outils", "hors de la boîte à outils"),
        (action.in_thematic_part, "dans la partie par objectifs", "hors de la partie par objectifs"),
        (action.transversal, "transversale", ""),
    )
    for value, yes, no in flags:
        if value is not None and (yes if value else no):
            yield yes if value else no


def _section(scope: Scope, asked: LayoutSection) -> Section | None:
    build = BUILDERS.get(asked.block)
    body, empty = build(scope) if build else (None, "Cette rubrique n’a pas de contenu prévu.")
    if body is None and not asked.declared:
        return None
    mark = deduced(scope.action.inferred, DEDUCED_FIELDS.get(asked.block, "")) if body else ""
    said = "" if body else empty
    return Section(asked.block, asked.label, asked.help_text, asked.aside, body, said, mark, _lines(body))


def _lines(body: Body | None) -> str:
    """The lines of the source behind a section: « lignes 9845 à 9915 »."""
    rows = [row for group in getattr(body, "groups", ()) for row in getattr(group, "rows", getattr(group, "items", ()))]
    found = sorted({row.line for row in [*rows, *getattr(body, "rows", ())] if getattr(row, "line", None)})
    if not found:
        return ""
    return f"ligne {found[0]}" if len(found) == 1 else f"lignes {found[0]} à {found[-1]}"


def _sub_actions(scope: Scope) -> Built:
    rows = tuple(_sub_action(scope, child) for child in scope.children)
    if not rows:
        return None, "Aucune sous-action : la fiche est d’un seul tenant."
    together = sum(1 for row in rows if len(row.pilots) > 1)
    alone = sum(1 for row in rows if not row.pilots)
    notes = [f"dont {plural(together, 'à plusieurs pilotes,à plusieurs pilotes')}"] if together else []
    notes += [f"{plural(alone, 'sans pilote,sans pilote')}"] if alone else []
    return SubActions(rows, ", ".join([plural(len(rows), "action,actions"), *notes])), ""


def _sub_action(scope: Scope, child: Action) -> SubAction:
    outline = scope.loaded.outline
    return SubAction(
        code=child.code,
        title=child.title,
        url=outline.url(outline.name("action", child.pk)),
        letter=child.commitment_type,
        pilots=actors.roles_of(scope, child, actors.ROLES[Block.PILOTS]),
        no_pilot_reason=child.no_pilot_reason,
        calendar=child.calendar,
        common_law=money.rows_of(scope, child, money.KINDS[Block.COMMON_LAW]),
        specific=money.rows_of(scope, child, money.KINDS[Block.SPECIFIC]),
        indicators=len(scope.loaded.of("followed", child.pk)),
        status=past.status_of(scope, child) or past.review_status(scope, child),
        condition=child.condition,
    )


def _linked(what: str, empty: str) -> Callable[[Scope], Built]:
    def build(scope: Scope) -> Built:
        found = scope.grouped(
            scope.items(what, scope.loaded.of(what, scope.action.pk)),
            lambda child: scope.items(what, scope.loaded.of(what, child.pk)),
        )
        return found, empty

    return build


def _legal(scope: Scope) -> Built:
    numbers = scope.loaded.others("legal", scope.action.pk)
    items = tuple(Item(label=LegalObjective(number).label, prefix=f"{number}.") for number in numbers)
    return texts.one_group(items), "Aucun objectif légal indiqué."


def _plain(build: Callable[[Scope], Body | None], empty: str) -> Callable[[Scope], Built]:
    return lambda scope: (build(scope), empty)


BUILDERS: dict[str, Callable[[Scope], Built]] = {
    Block.SUB_ACTIONS: _sub_actions,
    Block.OBJECTIVES: lambda scope: texts.listed(scope.action.objectives, "Aucun objectif écrit."),
    Block.EFFECTS: lambda scope: texts.listed(scope.action.effects, "Aucun effet attendu écrit."),
    **{block: lambda scope, block=block: actors.actors(scope, block) for block in actors.ROLES},
    Block.PUBLICS: _linked("public", "Aucun public indiqué."),
    Block.TERRITORIES: _linked("territory", "Aucun territoire indiqué."),
    Block.COMMON_LAW: lambda scope: money.means(scope, Block.COMMON_LAW),
    Block.SPECIFIC: lambda scope: money.means(scope, Block.SPECIFIC),
    Block.CALENDAR: texts.calendar,
    Block.INDICATORS: measures.indicators,
    Block.SCHEMES: _plain(actors.schemes, "Aucun dispositif cité."),
    Block.CLAUSES: texts.clauses,
    Block.TEXT: lambda scope: texts.prose(scope.action.text, "Le texte complet n’est pas donné."),
    Block.SUMMARY: lambda scope: texts.prose(scope.action.summary, "Aucun résumé."),
    Block.CONDITION: lambda scope: texts.prose(scope.action.condition, "Aucune condition."),
    Block.WORDING: texts.wording,
    Block.LEGAL: _legal,
    Block.REFERENCES: _plain(past.references, "Cette fiche ne renvoie à aucune autre, aucune ne renvoie à elle."),
    Block.REVIEWS: _plain(past.reviews, "Aucun bilan."),
    Block.CONTINUITY: _plain(past.continuity, "Rien n’est dit de ce qui précède ni de ce qui suit."),
    Block.EXTRA: texts.extra,
    Block.NOTES: texts.notes,
}
