"""The acts on a dispositif, on a passage through it, and on a person of the dispositifs."""

from faubourg.pathways.operations import beneficiaries, merging_persons, retention, schemes
from faubourg.pathways.permissions import can_enrol, can_keep_clauses, can_lead
from faubourg.web.plie.acts import Act
from faubourg.web.plie.acts.privacy import KEEPING
from faubourg.web.plie.forms import schemes as forms


def _leads(user, row) -> bool:
    return can_lead(user, row.contract)


def _enrols(user, row) -> bool:
    return can_enrol(user, row.beneficiary)


def _names(user, row) -> bool:
    return can_keep_clauses(user, row.contract) and type(row).objects.for_user(user).filter(pk=row.pk).exists()


def _merged(user, row) -> bool:
    return _leads(user, row) and row.last_merge is not None


def _reach(row, data: dict, **who):
    stages = {f"s{stage.pk}": stage for stage in row.programme.stages.all()}
    return schemes.reach_stages(enrolment=row, days={stages[name]: day for name, day in data.items()}, **who)


def _stock(row, data: dict, **who):
    options = {f"o{option.pk}": option for option in row.options.all()}
    units = {options[name]: count for name, count in data.items() if name in options}
    return schemes.write_stock(programme=row, year=data["year"], units=units, **who)


SCHEME_ACTS: dict[str, Act] = {
    "parc": Act(
        "Parc de l’année", forms.StockForm, _stock, "Parc enregistré.", _leads,
        lead="Les jours d’usage se comparent aux jours de ce parc : c’est le taux d’occupation.",
    ),
}  # fmt: skip
ENROLMENT_ACTS: dict[str, Act] = {
    "etapes": Act(
        "Étapes franchies", forms.StagesForm, _reach, "Étapes enregistrées.", _enrols,
        lead="Le jour de chaque étape ; vide, elle n’est pas franchie.",
    ),
    "arret": Act(
        "Arrêter le passage", forms.LeaveForm,
        lambda row, data, **who: schemes.leave_programme(enrolment=row, **data, **who), "Arrêt enregistré.", _enrols,
    ),
}  # fmt: skip
PERSON_ACTS: dict[str, Act] = {
    "identite": Act(
        "Modifier l’identité", forms.PersonForm,
        lambda row, data, **who: beneficiaries.change_beneficiary(beneficiary=row, values=data, **who),
        "Identité modifiée.", _names,
    ),
    "rapprocher": Act(
        "Rapprocher d’un dossier du PLIE", forms.LinkForm,
        lambda row, data, **who: beneficiaries.link(beneficiary=row, participant=data["number"], **who),
        "Rapprochement enregistré.", _leads, lead="La personne compte alors une seule fois. Cela se défait de même.",
    ),
    "reunir": Act(
        "Réunir à une autre personne", forms.MergeForm,
        lambda row, data, **who: merging_persons.merge_persons(kept=row, gone=data["gone"], **who),
        "Personnes réunies : elles comptent une seule fois.", _leads, submit="Réunir",
        lead="Les contrats, demandes et passages de l’autre viennent ici. Cela se défait.",
    ),
    "separer": Act(
        "Défaire la réunion", forms.ConfirmForm,
        lambda row, data, **who: merging_persons.unmerge_persons(merge=row.last_merge, **who), "Réunion défaite.",
        _merged, lead="Ce qui venait de l’autre personne lui revient ; ce qui s’est ajouté depuis reste ici.",
    ),
    **KEEPING,
    "avis": Act(
        "Donner l’avis avant anonymisation", forms.ConfirmForm,
        lambda row, data, **who: retention.give_outsider_notice(beneficiary=row, **who), "Avis enregistré.", _leads,
        lead="Possible une fois la durée de conservation écoulée.",
    ),
    "anonymiser": Act(
        "Anonymiser", forms.ConfirmForm,
        lambda row, data, **who: retention.anonymise_outsider(beneficiary=row, **who), "Personne anonymisée.",
        _leads, lead="Les noms et les textes sont effacés pour toujours ; ce qui est compté reste.",
    ),
}  # fmt: skip
