"""A small contract with at least one record of every section, and what tests do with documents."""

import copy
import datetime
import re
from collections.abc import Iterator
from typing import Any

import yaml
from django.utils import timezone

from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract
from faubourg.exchange.files import yaml_of
from faubourg.exchange.operations import apply_import, flat_from_document
from faubourg.exchange.sameness import is_empty
from faubourg.intake.problems import IntakeError

NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 9, 0))

YEAR = re.compile(r"(19|20)\d\d")

SMALL = yaml.safe_load(
    """
contract:
  key: petit-2024
  title: Contrat de ville de Petitville
  kind: contrat de ville
  territory: epci-petit
  start: 2024
  end: "2030"
  extended_until: 2031-06
  department: null
  contents: [préambule, plan]
  levels: [axe, objectif]
  secondary_levels: [chapitre]
  commitment_types: {C: Créer, M: Maintenir}
  tags: [{key: egalite, label: Égalité}]
  status_scale: [{key: fait, label: Réalisé, counts_as_implemented: true}, {key: en-cours, label: En cours}]
  milestones: [{date: 2024-03, label: Signature, date_inferred: true}]
  deliberation:
    number: "12"
    assembly: Conseil communautaire
    session_date: 2024-02-05
    decisions: [Approuve le contrat, Autorise la signature]
    votes: {pour: 30, abstention: 2}
  deliberations: [{assembly: Conseil municipal}]
  signatories: [{organisation: org-etat, function: Préfète, date: 2024-03-01}]
  pages: [{title: Préambule, body: "Deux lignes.\\nLa seconde."}]
  reference_texts: [{title: Loi de 2014, kind: loi}]
  agreements:
    - {title: Convention, parties: [org-caf, org-etat]}
    - {title: Convention, kind: charte, state: signée en 2023, start: "2023", end: 2026-12-31, tacit_renewal: false}
    - title: Convention suivante
      stage: a-conclure
      due: 2026-10
      notice_months: 3
      renews: [Convention (n° 1), Convention (2023)]
  engineering_means: [{label: Cheffe de projet, organisation: org-etat, quantity: 0.5, unit: ETP}]
  fiche_sections: [{action_kind: fiche, block: objectifs, label: Objectifs}]
territories:
  - {key: epci-petit, name: Petit Agglo, kind: EPCI, parent: null, aliases: [PA]}
  - {key: qpv-haut, name: Le Haut, kind: QPV, parent: epci-petit, code: QN07901M, flags: [neuf]}
figures:
  - {territory: qpv-haut, label: Population, year: 2021, value: 1234.5, unit: habitants, scope: local}
organisations:
  - {key: org-etat, name: Etat, kind: Etat, parent: null, aliases: []}
  - {key: org-caf, name: "CAF ; Petitville", siret: "12345678901234", territory: qpv-haut, signatory: false}
nodes:
  - {key: a1, code: "1", level: axe, title: Vivre ensemble, parent: null, sdg: [1, 10], flags: [egalite, neuf]}
  - {key: o1, code: "1.10", level: objectif, title: Accueillir, parent: a1, declared_counts: {actions: 2}}
actions:
  - key: f1
    code: "1"
    title: Ouvrir un accueil
    kind: fiche
    nodes: [o1, a1]
    beneficiaries: [habitants, jeunes ; adultes]
    beneficiaries_inferred: true
    territories: [qpv-haut]
    calendar: selon les opportunités
    start: 2024
    status: fait
    details: {salles: 2, 2025: prévu, "3": texte}
    fte: 0.5
    focus: true
    heading: "[accueil]"
    shared_elsewhere: [voisin-2030/eng-1, plie-2028/fiche-3.2]
  - {key: e1, title: Maintenir, kind: engagement, parent: f1, commitment_type: M, shared_with: [e2],
     status_inferred: en-cours}
  - {key: e2, title: Maintenir, kind: engagement, commitment_type: M, in_toolbox: true}
roles:
  - {action: f1, organisation: org-caf, role: pilote, service: Action sociale}
  - {node: a1, organisation: org-etat, role: partenaire, inferred: true, components: [org-caf]}
means:
  - {action: f1, kind: droit commun, organisation: org-caf, amount: 1200.5, text: Subvention, shared_with: [e1]}
real_means:
  - {action: f1, organisation: org-caf, year: 2025, kind: droit commun, nature: euros, quantity: 1100.5,
     shared_with: [e1, e2], state: justifie, proof: mandat}
  - {action: f1, organisation: org-caf, year: 2025, kind: droit commun, nature: etp, state: declare, note: inconnu}
indicators:
  - key: i1
    label: Nombre de personnes
    kind: quantitatif
    measures: [o1, f1]
    producers: [org-caf]
    targets: [{period: "2025", value: 10, note: null}, {due: fin du contrat, words: plus de 200}]
  - {key: i2, label: Satisfaction, kind: qualitatif, measures: [f1]}
values:
  - {indicator: i1, period: "2024", value: 12, qualifier: exact, breakdown: {sexe: F}}
  - {indicator: i1, period: "2024", value: 15, breakdown: {sexe: H}}
  - {indicator: i2, period: "2024", value: [bonne, "3"]}
value_notes:
  - {indicator: i1, period: "2024", source: Logiciel de la CAF, interpretation: La part des femmes baisse., line: 40}
weights:
  - {key: pd1, territory: qpv-haut, within: epci-petit, public: 16-17 ans, value: 11.5, dated: 2018, source: INSEE}
constants: [{key: etp1, label: Équivalents temps plein, value: 2.5, unit: ETP, start: 2023, end: 2024-06}]
computations:
  - key: calc1
    label: Part des femmes
    kind: part
    decimals: 0
    inputs:
      - {role: numerateur, indicator: i1, breakdown: {sexe: F}}
      - {role: denominateur, indicator: i1, where: ensemble, note: tous}
  - key: calc2
    label: Part des femmes contre leur poids
    kind: bareme
    steps: [[40, 8], [50.5, 9]]
    inputs: [{role: valeur, computed: calc1, territory: qpv-haut, period: 2024}]
situations: [{key: sit1, label: En emploi, positive: true}]
cohorts:
  - {key: coh1, label: Entrées, entry: 2023, size: 40, counts: [{months: 6, situation: sit1, count: 12}]}
clauses: [{node: o1, kind: public, text_summary: Pour tous}]
schemes:
  - {key: disp-pre, name: Réussite éducative, holders: [org-etat]}
  - key: cadre-plh
    name: PLH
    is_framework: true
    start: 2022
    end: 2027
    qpv_focus: false
    windows:
      - {words: selon les opportunités}
      - {opens: 2025-01, closes: 2025-03-15, recurrence: annuelle, note: un appel}
scheme_links: [{scheme: disp-pre, action: f1, firmness: souhaité}]
cross_references: [{from: f1, to: o1, kind: voir aussi}, {from: op-1, to: m1}]
measures_national: [{key: m1, title: Mesure nationale}]
reviews: [{key: r1, label: Bilan, action: f1, node: o1, pilots: [org-caf], status: fait, counts_as: 1}]
held_counts: [{campaign: bilan-2023, objective: o1, status: fait, count: 8, source: page 12}]
continuities: [{from: r1, to: f1, kind: reconduite, renumbered: true}]
bodies: [{key: copil, name: Comité de pilotage, role: [décide], colleges: {habitants: 4}}]
meetings: [{body: copil, date: 2024-05-02, title: Installation, participants: 12}]
citizens: {councils: [{name: Conseil citoyen}]}
fundings: [{label: Crédits, amount: 1000, year: 2024}]
registers:
  - key: registre-postes
    title: Postes
    unit: un poste
    states: [{key: pourvu, label: Pourvu, counts: true}, {key: vacant, label: Vacant, counts: false}]
    columns:
      - {column: intitule, label: Intitulé, type: texte, required: true}
      - {column: debut, label: Début, type: date}
      - {column: aide, label: Aide, type: montant, help_text: par an}
      - {column: dispositif, label: Dispositif, type: choix, options: [FONJEP, Autre], breaks_down: true}
      - {column: quartier, label: Quartier, type: territoire}
      - {column: employeur, label: Employeur, type: organisation}
      - {column: action, label: Action, type: action, breaks_down: false}
      - {column: renouvele, label: Renouvelé, type: oui-non}
register_rows:
  - register: registre-postes
    organisation: org-caf
    state: pourvu
    values: {intitule: Médiation, debut: 2024-03, aide: 1234.5, dispositif: FONJEP, quartier: qpv-haut,
             employeur: org-caf, action: f1, renouvele: false}
    seen_at: forum
  - {register: registre-postes, values: {intitule: Accueil, debut: "2025"}, note: à pourvoir}
tfpb:
  - {landlord: org-caf, territory: qpv-haut, year: 2019, dwellings: 713, abatement: 122806.5, state: declare,
     spendings: {presence: {planned: 10, real: 8.25}, dechets: {real: 0}}}
  - {landlord: org-etat, territory: qpv-haut, year: 2019, state: programme, line: 591}
published: [{key: p1, label: Actions, value: 3, measure: {of: actions}, computable: lignes}]
tables: [{key: t1, title: Tableau, columns: [Nom, "2019"], rows: [[Haut, {2019: 272}], [Bas, null]]}]
anomalies: [{text: Le total ne tombe pas juste., line: 12}]
evaluations:
- {key: eval-1, title: Mi-parcours, start: 2024, end: 2026, team: [Observatoire], audience: [COPIL],
   scale: [atteint, non atteint], steps: [{label: Ateliers, due: 2026-03, done: 2026-04-02}], state: partagee}
workshops: [{key: atelier-1, evaluation: eval-1, theme: Emploi, date: 2026-03-02, participations: 20, distinct: 18,
  organisations: [org-caf], notes: Synthèse}]
workshop_proposals:
- {key: prop-1, workshop: atelier-1, text: Un guichet, pilots: [org-caf], state: a-arbitrer, body: copil,
   actions: [f1]}
evaluation_questions:
- {key: quest-1, evaluation: eval-1, code: Q1, text: Pour qui, deliberation: Conseil municipal, decision: COPIL}
evaluation_criteria: [{key: crit-1, question: quest-1, text: La part, judgement: atteint, argument: Net}]
evaluation_evidence:
- {key: preuve-1, criterion: crit-1, kind: bilan, says: Fait, strength: forte, about: r1}
- {key: preuve-2, criterion: crit-1, kind: notes, says: Dit, meeting: Installation (2024-05-02)}
evaluation_findings: [{key: constat-1, question: quest-1, text: Vu, criteria: [crit-1]}]
recommendations:
- {key: reco-1, evaluation: eval-1, text: Relancer, kind: relance, findings: [constat-1], reviews: [r1],
   addressee: org-caf, priority: haute, due: 2027, state: reprise, actions: [f1]}
emblematic_actions: [{key: recit-1, evaluation: eval-1, title: Un récit, action: f1, quotes: [« Enfin »]}]
extra: {projects: [{key: op-1, date: 2025-01-31, 2019: [1, null]}]}
"""
)


def small(**changes: Any) -> dict:
    """A copy of the small document, with other values for some sections."""
    return copy.deepcopy(SMALL) | changes


def imported(document: dict | None = None, *, as_said: bool = False, **facts) -> Contract:
    """The contract of a document, imported; still a draft, unless its state is to be `as_said` by the document."""
    contract = apply_import(flat=flat_from_document(document or small()), at=NOW, **facts).contract
    if not as_said:
        contract.current_version.state = VersionState.DRAFT
        contract.current_version.save(update_fields=["state"])
    return contract


def exported(contract: Contract) -> dict:
    """The YAML export of a contract, parsed."""
    contract = Contract.objects.get(pk=contract.pk)
    return yaml.load(yaml_of(contract), Loader=yaml.CSafeLoader)


def paths_of_difference(source: Any, found: Any, path: str = "") -> Iterator[str]:
    """Where two parsed documents differ, one line a place: « roles[3].service: 'CAF' → None »."""
    if isinstance(source, dict) and isinstance(found, dict):
        for name in dict.fromkeys((*source, *found)):
            where = f"{path}.{name}" if path else str(name)
            if name not in found:
                yield f"{where}: {source[name]!r} → absent"
            elif name not in source:
                yield f"{where}: absent → {found[name]!r}"
            else:
                yield from paths_of_difference(source[name], found[name], where)
    elif isinstance(source, list) and isinstance(found, list):
        if len(source) != len(found):
            yield f"{path}: {len(source)} → {len(found)} items"
        for place, (one, other) in enumerate(zip(source, found, strict=False)):
            yield from paths_of_difference(one, other, f"{path}[{place}]")
    elif isinstance(source, bool) != isinstance(found, bool) or source != found:
        yield f"{path}: {source!r} → {found!r}"


def sentences(error: IntakeError) -> str:
    """The problems of a refused file, one a line, with plain spaces."""
    return "\n".join(problem.sentence for problem in error.problems).replace("\u00a0", " ")


def as_in_cells(value: Any) -> Any:
    """A document without what no cell can tell: null and empty values, and how a date was typed (2024 or "2024")."""
    if isinstance(value, dict):
        return {name: as_in_cells(item) for name, item in value.items() if not is_empty(item)}
    if isinstance(value, list):
        return [as_in_cells(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return int(value) if isinstance(value, str) and YEAR.fullmatch(value) else value
