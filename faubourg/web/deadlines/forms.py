"""What a person says of an agreement, a framework document, deposit windows and a subscription."""

from django import forms

from faubourg.contracts.agreement_stages import AGREEMENT_TRANSITIONS, AgreementStage
from faubourg.contracts.models import Agreement, Contract
from faubourg.exchange.schema.contract import AGREEMENTS
from faubourg.exchange.schema.fields import Field
from faubourg.exchange.schema.plan import SCHEMES
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import AgreementTitles
from faubourg.intake.values import parse_partial_date
from faubourg.reports.deadlines.events import EventKind
from faubourg.reports.deadlines.feed import USUAL_KINDS
from faubourg.web.forms.fields import KeysField, ParsedField
from faubourg.web.forms.part import PartForm
from faubourg.web.forms.record import NewRecordForm

AGREEMENT_FIELDS = (
    "title", "kind", "object", "parties", "stage", "due", "signed_on", "start", "end", "tacit_renewal",
    "notice_months", "state", "renews", "note",
)  # fmt: skip
FRAMEWORK_FIELDS = (
    "name", "code", "kind", "holders", "validity", "is_framework", "start", "end", "qpv_focus", "qpv_focus_where",
    "note",
)  # fmt: skip
KIND_OF_FRAMEWORKS = "cadre stratégique"
WRITTEN_STATE = "État écrit dans le document"


class AgreementForm(PartForm):
    """One agreement."""

    def __init__(self, *args, contract: Contract, row: Agreement, **kwargs):
        self.titles = _titles(contract, besides=row)
        super().__init__(*args, section=AGREEMENTS, contract=contract, names=AGREEMENT_FIELDS, **kwargs)
        self.fields["state"].label = WRITTEN_STATE

    def made(self, field: Field) -> forms.Field:
        return _renewed(self.titles, self.record) if field.name == "renews" else super().made(field)


class FrameworkForm(PartForm):
    """What is followed of a framework document."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, section=SCHEMES, names=FRAMEWORK_FIELDS, **kwargs)


class WindowsForm(PartForm):
    """The deposit windows of a scheme, one a line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, section=SCHEMES, names=("windows",), **kwargs)


class _NewRow(NewRecordForm):
    """Only the key and the fields named by `shown`, in that order."""

    section = None
    shown: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, section=self.section, **kwargs)

    def asked(self, section: Section) -> list[Field]:
        return [section.by_name[name] for name in ("key", *self.shown) if name in section.by_name]


class NewAgreementForm(_NewRow):
    """An agreement that is not there yet; `prefill` is proposed."""

    section = AGREEMENTS
    shown = AGREEMENT_FIELDS

    def __init__(self, *args, contract: Contract, prefill: dict | None = None, **kwargs):
        self.titles = _titles(contract)
        super().__init__(*args, contract=contract, **kwargs)
        self.fields["state"].label = WRITTEN_STATE
        self.initial |= prefill or {}

    def made(self, field: Field) -> forms.Field:
        return _renewed(self.titles, self.record) if field.name == "renews" else super().made(field)


class RenewalForm(NewAgreementForm):
    """The agreement that renews another one: what it follows is known already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["renews"]


def _titles(contract: Contract, besides: Agreement | None = None) -> list[str]:
    return list(AgreementTitles.designations(contract, besides=besides and besides.pk).values())


def _renewed(titles: list[str], record: dict) -> KeysField:
    made = KeysField(label="Fait suite à", required=False, choices=[(title, title) for title in titles])
    made.before = record.get("renews") or []
    return made


class StageForm(forms.Form):
    """Where an agreement goes from here, by the table of its stages."""

    stage = forms.ChoiceField(label="Passer à")
    signed_on = ParsedField(
        parse_partial_date, label="Signé le", required=False, help_text="Par exemple 2024, 09/2024 ou 30/09/2024."
    )

    def __init__(self, *args, stage: str, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = AGREEMENT_TRANSITIONS[stage] if stage else AgreementStage.values
        self.fields["stage"].choices = [(one, str(AgreementStage(one).label)) for one in allowed]
        if AgreementStage.SIGNED not in allowed:
            del self.fields["signed_on"]

    def values(self) -> dict:
        """The fields of the file that change."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class NewFrameworkForm(_NewRow):
    """A framework document that the contract does not list yet."""

    section = SCHEMES
    shown = FRAMEWORK_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["kind"] = KIND_OF_FRAMEWORKS


class SubscriptionForm(forms.Form):
    """What the person's own agenda will show."""

    nature = forms.MultipleChoiceField(
        label="Ce que l’agenda montrera",
        choices=EventKind.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=sorted(USUAL_KINDS),
        error_messages={"required": "Cocher au moins une nature d’échéance."},
    )
