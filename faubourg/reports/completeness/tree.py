"""Checks of the tree and of the references: codes, printed counters, empty elements, numbers that miss their target."""

from collections import defaultdict

from faubourg.actions.models import CrossReference
from faubourg.reports.completeness.checks import Check, Item, Severity
from faubourg.reports.completeness.material import Material
from faubourg.reports.completeness.printed import cited_numbers, closer_title, number_of
from faubourg.reports.overview.counters import KIND_LABELS, counters_of
from faubourg.reports.plan.records import PlanNode, PlanRow

NODES = "élément,éléments"


def _node_item(material: Material, node: PlanNode, words: str) -> Item:
    return Item(node.label, material.mend("arbre", node.pk), node.url, words)


def _twice(material: Material) -> list[Item]:
    """Codes that two elements of one level, or two actions of one kind, print."""
    groups: dict[tuple, list[Item]] = defaultdict(list)
    for node in material.plan.nodes.values():
        if node.code:
            groups[node.level, node.code].append(_node_item(material, node, f"{node.level} {node.code}"))
    for row in material.rows:
        if row.code:
            words = f"{KIND_LABELS.get(row.kind, row.kind)} {row.code}"
            found = Item(f"{row.code} {row.title}", material.mend("actions", row.pk), row.url, words)
            groups[row.kind, row.code, _numbering(material, row)].append(found)
    return [one for group in groups.values() if len(group) > 1 for one in group]


def _numbering(material: Material, row: PlanRow) -> int | None:
    """The action inside which codes restart (1, 2, 3 in each fiche); None where the code holds that of its fiche."""
    holder = material.by_pk.get(row.parent_pk)
    return holder.pk if holder and not row.code.startswith(holder.code) else None


def _coded(material: Material) -> int:
    return sum(bool(node.code) for node in material.plan.nodes.values()) + sum(bool(row.code) for row in material.rows)


def _disagreeing(material: Material) -> list[Item]:
    found = []
    for node in material.plan.nodes.values():
        declared = material.nodes[node.pk].declared
        if not declared:
            continue
        for counter in counters_of(list(node.walk())[1:], _below(material, node), declared):
            if counter.agrees is False:
                found.append(_node_item(material, node, f"{counter.text} ici, {counter.remark}"))
    return found


def _printed_counters(material: Material) -> int:
    return sum(len(facts.declared) for facts in material.nodes.values())


def _below(material: Material, node: PlanNode) -> list[PlanRow]:
    nodes = {child.pk for child in node.walk()}
    return [row for row in material.plan.rows if not nodes.isdisjoint(row.links.get("node", ()))]


def _bare(material: Material) -> list[Item]:
    carrying = {pk for row in material.rows for pk in row.links.get("node", ())}
    referring = {reference.from_node_id for reference in material.references}
    found = []
    for node in material.plan.nodes.values():
        if node.children or node.pk in carrying:
            continue
        said = node.empty_reason or node.handled_elsewhere or node.note
        words = said or ("renvoie ailleurs" if node.pk in referring else "le document ne dit pas pourquoi")
        found.append(_node_item(material, node, words))
    return found


def _leaves(material: Material) -> int:
    return sum(not node.children for node in material.plan.nodes.values())


def _missed(material: Material) -> list[Item]:
    """References whose printed number is not that of their target, or whose words fit another target better."""
    found = []
    for reference in material.references:
        words = _mismatch(material, reference)
        if words:
            found.append(_reference_item(material, reference, words))
    return found


def _mismatch(material: Material, reference: CrossReference) -> str:
    target = material.by_pk.get(reference.to_action_id) or material.plan.nodes.get(reference.to_node_id)
    if target is None:
        return ""
    cited = cited_numbers(reference.printed)
    if cited and number_of(target.code) is not None and number_of(target.code) not in cited:
        return f"imprimé « {reference.printed} », mène à {target.code} {target.title}"
    if reference.note and cited:
        return f"imprimé « {reference.printed} », mène à « {target.title} » : {reference.note}"
    source = material.by_pk.get(reference.from_action_id)
    other = closer_title(source, target, material.plan.rows, cited) if source and cited else None
    if other is None:
        return ""
    return (
        f"imprimé « {reference.printed} », mène à « {target.title} » ; « {other.code} {other.title} » y ressemble plus"
    )


def _reference_item(material: Material, reference: CrossReference, words: str) -> Item:
    source = material.by_pk.get(reference.from_action_id) or material.plan.nodes.get(reference.from_node_id)
    label = f"{source.code} {source.title}".strip() if source else reference.source_key
    return Item(label, material.mend("renvois", reference.pk), source.url if source else "", words)


CHECKS = (
    Check(
        "codes-en-double",
        "Codes imprimés deux fois",
        "Citer un code qui désigne deux éléments ne dit pas duquel on parle.",
        Severity.LOOK,
        "code,codes",
        _twice,
        _coded,
    ),
    Check(
        "compteurs",
        "Compteurs imprimés qui ne sont pas les nôtres",
        "Le document annonce un nombre, ses lignes en donnent un autre : l’un des deux est faux.",
        Severity.MEND,
        "compteur imprimé,compteurs imprimés",
        _disagreeing,
        _printed_counters,
    ),
    Check(
        "elements-sans-action",
        "Éléments sans action",
        "Un objectif sans action est permis, à condition de dire pourquoi.",
        Severity.LOOK,
        NODES,
        _bare,
        _leaves,
    ),
    Check(
        "renvois",
        "Renvois dont le numéro et le titre ne concordent pas",
        "Un renvoi au mauvais numéro envoie le lecteur ailleurs.",
        Severity.LOOK,
        "renvoi,renvois",
        _missed,
        lambda material: len(material.references),
    ),
)
