"""The sections of a fiche: which blocks exist, and those shown where a contract declares none for a kind of action.

Source of the default order: the fiches of Niort 2015-2022 (15 sections), the columns of Alès, the rows of Niort
2024-2030, the four sections of Seine-Amont.
"""

from dataclasses import dataclass

from django.db import models


class Block(models.TextChoices):
    """What a section can hold, under the name that `FicheSection.block` and the files use."""

    SUB_ACTIONS = "actions", "Actions concernées"
    OBJECTIVES = "objectifs", "Objectifs de l’action"
    PILOTS = "portage", "Portage"
    PARTNERS = "partenaires", "Partenaires de l’action"
    FUNDERS = "financeurs", "Financeurs"
    OPERATORS = "operateurs", "Opérateurs"
    PRODUCERS = "producteurs", "Producteurs d’indicateurs"
    EFFECTS = "effets", "Effets attendus"
    PUBLICS = "publics", "Public ciblé"
    TERRITORIES = "territoires", "Quartiers concernés"
    COMMON_LAW = "droit-commun", "Moyens de droit commun"
    SPECIFIC = "credits-specifiques", "Crédits spécifiques"
    CALENDAR = "calendrier", "Calendrier de mise en œuvre"
    INDICATORS = "indicateurs", "Indicateurs"
    SCHEMES = "dispositifs", "Dispositifs"
    CLAUSES = "cahier-des-charges", "Cahier des charges"
    TEXT = "texte", "Texte du document"
    SUMMARY = "resume", "Résumé"
    CONDITION = "condition", "Condition"
    WORDING = "formulation", "Portée de l’engagement"
    LEGAL = "objectifs-legaux", "Objectifs légaux de la politique de la ville"
    REFERENCES = "renvois", "Renvois"
    REVIEWS = "bilans", "Bilan"
    CONTINUITY = "continuite", "Continuité"
    EXTRA = "autres", "Autres indications du document"
    NOTES = "notes", "Notes de lecture"


#: Short identity facts: in the right margin of the screen, in the same order as the rest on paper.
ASIDE = frozenset(
    {
        Block.PILOTS,
        Block.PARTNERS,
        Block.FUNDERS,
        Block.OPERATORS,
        Block.PRODUCERS,
        Block.PUBLICS,
        Block.TERRITORIES,
        Block.CALENDAR,
        Block.SCHEMES,
        Block.LEGAL,
        Block.CONTINUITY,
    }
)

HELP: dict[str, str] = {
    Block.SUB_ACTIONS: "Numéroter chaque action ; dire ce qui sera fait, où, et par qui.",
    Block.OBJECTIVES: "Ce que l’action cherche à obtenir, en une phrase par objectif.",
    Block.PILOTS: "Organisme, direction ou service, et fonction de la personne référente (sans son nom).",
    Block.PARTNERS: "Organismes associés à la mise en œuvre.",
    Block.FUNDERS: "Organismes qui apportent un financement, et sous quelle condition.",
    Block.OPERATORS: "Organismes qui réalisent l’action sur le terrain.",
    Block.PRODUCERS: "Services qui fournissent les indicateurs.",
    Block.EFFECTS: "Ce qui doit changer pour les habitantes et les habitants.",
    Block.PUBLICS: "Âge, situation, quartier : qui doit en bénéficier.",
    Block.TERRITORIES: "Quartiers prioritaires, quartiers de veille, ou autre périmètre.",
    Block.COMMON_LAW: "Moyens humains, matériels et financiers des politiques ordinaires, organisme par organisme.",
    Block.SPECIFIC: "Crédits de la politique de la ville, avec leur montant s’il est connu.",
    Block.CALENDAR: "Début, fin, échéances ; écrire « selon les projets » s’il n’y a pas de date.",
    Block.INDICATORS: "Réalisation et résultat : libellé, unité, fréquence, producteur, cible.",
    Block.SCHEMES: "Dispositifs mobilisés ou à mobiliser.",
    Block.CLAUSES: "Engagements demandés à l’opérateur et règles de financement de l’objectif.",
    Block.TEXT: "Descriptif complet, tel qu’il figure au contrat.",
    Block.SUMMARY: "L’essentiel en quelques lignes.",
    Block.CONDITION: "Ce dont l’engagement dépend : « sous réserve de… ».",
    Block.WORDING: "Doit, est nécessaire, peut, pourrait ; échelle d’application ; participation.",
    Block.LEGAL: "Objectifs de la loi du 21 février 2014 auxquels l’action se rattache.",
    Block.REFERENCES: "Autres fiches, objectifs ou mesures nationales en lien.",
    Block.REVIEWS: "État d’avancement et commentaire de la dernière campagne.",
    Block.CONTINUITY: "Ce que l’action reprend du plan précédent, ce qu’elle devient.",
}

_WORDS = (Block.TEXT, Block.SUMMARY, Block.CONDITION)
_ACTORS = (Block.PILOTS, Block.PARTNERS, Block.FUNDERS)
_MEANS = (Block.COMMON_LAW, Block.SPECIFIC)

#: What few actions have: kept in its place by the default layouts, but shown only when the action fills it.
WHEN_FILLED = frozenset({*_WORDS, Block.WORDING})

#: Sections in order, shown even when empty (save `WHEN_FILLED`). What an action holds beyond them follows, in the order
#: of `Block`.
DEFAULTS: dict[str, tuple[str, ...]] = {
    "fiche": (
        *_WORDS, Block.SUB_ACTIONS, Block.OBJECTIVES, *_ACTORS, Block.OPERATORS, Block.EFFECTS, Block.PUBLICS,
        Block.TERRITORIES, *_MEANS, Block.CALENDAR, Block.INDICATORS, Block.SCHEMES, Block.REFERENCES,
    ),
    "sous-action": (
        *_WORDS, Block.PILOTS, Block.PARTNERS, Block.TERRITORIES, *_MEANS, Block.CALENDAR, Block.INDICATORS,
    ),
    "engagement": (
        *_WORDS, Block.WORDING, *_ACTORS, Block.PUBLICS, Block.TERRITORIES, Block.CALENDAR, *_MEANS,
        Block.INDICATORS, Block.SCHEMES, Block.REFERENCES,
    ),
    "action": (
        *_WORDS, Block.CLAUSES, Block.INDICATORS, Block.PILOTS, Block.PARTNERS, Block.SCHEMES, Block.REFERENCES,
    ),
    "type-de-projet": (Block.TEXT, Block.FUNDERS, Block.OPERATORS, Block.SCHEMES),
}  # fmt: skip


@dataclass(frozen=True)
class LayoutSection:
    """A section of the layout: its block, its label in this contract, its help, and whether the contract asks for it.

    Those that it does not ask for (`declared` False) are shown only when the action fills them.
    """

    block: str
    label: str
    help_text: str
    declared: bool = True

    @property
    def aside(self) -> bool:
        """Whether the screen puts it in the margin."""
        return self.block in ASIDE


def default_section(block: str, *, declared: bool = True) -> LayoutSection:
    """The section of a block under its usual label."""
    return LayoutSection(block, Block(block).label, HELP.get(block, ""), declared)


def layout_of(kind: str, rows: list[tuple[str, str, str]]) -> tuple[LayoutSection, ...]:
    """The sections for one kind of action, in order.

    `rows` are the contract's own (block, label, help text) for this kind; without any the defaults stand. A block
    that the contract misspells is kept under its label: it is shown as empty, so that somebody notices.
    """
    chosen = [LayoutSection(block, label, help_text or HELP.get(block, "")) for block, label, help_text in rows]
    if not chosen:
        usual = DEFAULTS.get(kind, DEFAULTS["fiche"])
        chosen = [default_section(block, declared=block not in WHEN_FILLED) for block in usual]
    named = {section.block for section in chosen}
    return (*chosen, *(default_section(block, declared=False) for block in Block if block not in named))
