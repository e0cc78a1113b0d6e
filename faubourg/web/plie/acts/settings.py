"""What the coordinatrice sets for the whole PLIE: rules, lists, job rules."""

from faubourg.pathways.models import JobRule, Term
from faubourg.pathways.operations import lists, setup
from faubourg.pathways.permissions import can_lead
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import settings as forms


def _leads(user, row) -> bool:
    return can_lead(user, row.contract)


def _write(row, data, **who):
    values = dict(data)
    if not row.pk and isinstance(row, Term | JobRule):
        values["position"] = lists.next_position(row)
    if not row.pk and isinstance(row, Term):
        values["kind"] = row.kind
    model = type(row)
    return setup.write_setting(contract=row.contract, model=model, values=values, row=row if row.pk else None, **who)


#: About the protocol.
ACTS: dict[str, Act] = {
    "regles": Act("Règles du protocole", forms.ProtocolForm, _write, "Règles enregistrées.", _leads),
    "trame": Act(
        "Trame de bilan", forms.SummaryForm, _write, "Trame enregistrée.", _leads,
        lead="Ce que tout dossier ouvert doit dire. Une réponse « non » et un zéro sont des réponses.",
    ),
}  # fmt: skip
#: A word of a list, a rule of jobs: new or not.
WORD = Act("Mot de la liste", forms.TermForm, _write, "Liste enregistrée.", _leads)
RULE = Act(
    "Règle de classement", forms.RuleForm, _write, "Règle enregistrée.", _leads,
    lead="Une borne vide ne demande rien. Un emploi déjà classé le reste : la page des règles dit combien le seraient "
    "autrement.",
)  # fmt: skip
