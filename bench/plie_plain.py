"""The tables of a year in plain SQL, one statement a table: what the same counts cost at the least.

No workshop, listening nor clause: the volume has none.
"""

_PEOPLE = """
    FROM pathways_pathway p
    JOIN pathways_participant o ON o.id = p.participant_id
    LEFT JOIN pathways_residence h ON h.id = p.residence_at_entry_id
    LEFT JOIN contracts_listedterritory t ON t.id = h.territory_id
   WHERE p.contract_id = %(contract)s AND p.entered_on <= %(last)s
     AND (p.ended_on IS NULL OR p.ended_on >= %(first)s)
     AND NOT EXISTS (
        SELECT 1 FROM pathways_pathway q
         WHERE q.participant_id = p.participant_id AND q.entered_on <= %(last)s
           AND (q.ended_on IS NULL OR q.ended_on >= %(first)s)
           AND (q.entered_on > p.entered_on OR (q.entered_on = p.entered_on AND q.id > p.id)))
"""
_STEPS = """
    FROM pathways_step s JOIN pathways_pathway p ON p.id = s.pathway_id
   WHERE p.contract_id = %(contract)s AND s.state IN ('en-cours', 'totale', 'partielle')
     AND s.start <= %(last)s
     AND (s."end" >= %(first)s OR (s."end" IS NULL AND (p.ended_on IS NULL OR p.ended_on >= %(first)s)))
"""
_EXITS = """
    FROM pathways_exit e JOIN pathways_pathway p ON p.id = e.pathway_id
   WHERE p.contract_id = %(contract)s AND e.state = 'validee' AND e.validated_on BETWEEN %(first)s AND %(last)s
"""
_PRESCRIBED = "FROM pathways_prescription WHERE contract_id = %(contract)s AND date BETWEEN %(first)s AND %(last)s"
_ENTERED = "FROM pathways_pathway WHERE contract_id = %(contract)s AND entered_on BETWEEN %(first)s AND %(last)s"


def _by(column: str, rows: str) -> str:
    return f"SELECT {column}, COUNT(*) {rows} GROUP BY {column}"


def _people_of_steps(condition: str) -> str:
    return f"SELECT COUNT(DISTINCT p.participant_id) {_STEPS} AND {condition}"


_PATHWAY_JOBS = "s.kind = 'emploi' AND s.job_class = 'parcours'"
_EXIT_JOBS = "s.kind = 'emploi' AND s.job_class NOT IN ('parcours', '')"
STATEMENTS = (
    _by("prescriber_id", _PRESCRIBED),
    f"SELECT COUNT(*) {_ENTERED}",
    _by("o.sex", _PEOPLE),
    _by("p.brsa_at_entry", _PEOPLE),
    _by("o.birth_year", _PEOPLE),
    _by("o.qualification_id", _PEOPLE),
    f"SELECT COUNT(*) {_PEOPLE} AND o.foreign_diploma",
    f"SELECT h.qpv, t.name, COUNT(*) {_PEOPLE} GROUP BY h.qpv, t.name",
    _by("p.structure_id", _PEOPLE),
    _by("p.structure_id", f"{_PEOPLE} AND (p.ended_on IS NULL OR p.ended_on > %(last)s)"),
    _by("s.job_row_id", f"{_STEPS} AND {_PATHWAY_JOBS}"),
    _people_of_steps(_PATHWAY_JOBS),
    _by("s.job_row_id", f"{_STEPS} AND {_EXIT_JOBS}"),
    _people_of_steps(_EXIT_JOBS),
    _by("s.job_class", f"{_STEPS} AND s.kind = 'emploi'"),
    _people_of_steps("s.kind = 'emploi'"),
    _by("s.domain_id", f"{_STEPS} AND s.kind = 'formation'"),
    _people_of_steps("s.kind = 'formation'"),
    _by("s.domain_id", f"{_STEPS} AND s.kind = 'frein'"),
    _people_of_steps("s.kind = 'frein'"),
    _by("e.category_id", f"{_EXITS} AND e.kind = 'positive'"),
    _by("e.kind", _EXITS),
    _by("e.reason_id", _EXITS),
)
