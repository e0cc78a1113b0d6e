"""What the follow-up gives to the annual report: reviews, socle, means, computed indicators, recommendations."""

from datetime import UTC, date, datetime

import pytest

from faubourg.actions.models import RealMeans
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, NodeFactory
from faubourg.evaluation.choices import EvaluationState
from faubourg.evaluation.tests.factories import EvaluationFactory, RecommendationFactory
from faubourg.followup.models import CommitmentYear, CoreCommitment, HeldCount, Review
from faubourg.followup.tests.factories import CampaignFactory
from faubourg.indicators.computed.models import Computation, ComputationInput, DemographicWeight
from faubourg.indicators.models import Figure as TerritoryFigure
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.annual.compose import compose
from faubourg.reports.annual.sources import Sources

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def told(contract, query, **asked):
    """The figures of a query whose parameters are these: their words, without no-break spaces."""
    found = compose(contract, 2025, today=TODAY, draws=False).figures
    return [
        one.words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        for one in found
        if one.query == query and asked.items() <= one.parameters.items()
    ]


def test_the_reviews_of_the_year_with_their_rate(contract):
    node = NodeFactory(contract=contract, key="p1", title="Emploi")
    states = [
        StatusState.objects.create(contract=contract, key=key, label=key, counts_as_implemented=counts)
        for key, counts in (("faite", True), ("arret", False))
    ]
    facts = {"contract": contract, "campaign": "evaluation-2024-2026", "objective_lineage": node.lineage}
    for rank, (state, counts_as) in enumerate(((states[0], None), (states[1], None), (states[0], 0))):
        Review.objects.create(key=f"b{rank}", label="Un bilan", status=state, counts_as=counts_as, **facts)
    HeldCount.objects.create(campaign="evaluation-2024-2026", contract=contract, status=states[0], count=2)
    Review.objects.create(contract=contract, key="vieux", label="Ancien", campaign="2019", status=states[0])
    assert told(contract, "bilans", etat="faite") == ["3"]
    assert told(contract, "taux-bilans") == ["75,0 % (3 sur 4)", "50,0 % (1 sur 2)", "100,0 % (2 sur 2)"]


def test_the_socle_keeps_silence_apart(contract):
    action = ActionFactory(contract=contract, title="Tendre au poids des habitants")
    commitment = CoreCommitment.objects.create(contract=contract, lineage=action.lineage)
    caf, _ = (ListedOrganisationFactory(contract=contract, key=key, signatory=True) for key in ("caf", "cpam"))
    facts = {"interpretation": "Deux agents de plus.", "proof": "Bilan", "written_at": datetime(2026, 1, 5, tzinfo=UTC)}
    CommitmentYear.objects.create(commitment=commitment, organisation=caf, year=2025, outcome="tenu", **facts)
    assert told(contract, "socle", issue="tenu") == ["1"]
    assert told(contract, "socle", issue="") == ["1"]
    assert told(contract, "socle-signataire", signataire="cpam") == ["sans réponse"]
    assert told(contract, "socle-signataire", signataire="caf") == ["tenu"]


def test_real_means_of_the_year_by_state(contract):
    action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract, key="p1")])
    assert told(contract, "moyens-reels") == []
    caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    facts = {"lineage": action.lineage, "organisation": caf, "kind": "droit commun", "nature": "euros"}
    for state, quantity in (("justifie", 40), ("declare", 2), ("refuse", 5)):
        RealMeans.objects.create(year=2025, quantity=quantity, state=state, **facts)
    RealMeans.objects.create(year=2024, quantity=1000, state="justifie", **facts)
    assert told(contract, "moyens-reels", selon="unite", colonne="real") == ["42 €"]
    assert told(contract, "moyens-reels", selon="unite", colonne="planned") == ["non donné"]
    assert told(contract, "moyens-reels", selon="organisme", ligne="CAF")[1] == "42 €"


def test_a_computed_share_stands_beside_the_weight_unless_it_is_masked(contract):
    place = ListedTerritoryFactory(contract=contract, key="clou", name="Clou", kind="QPV")
    people = IndicatorFactory(contract=contract, key="i1", label="Nombre de bénéficiaires")
    row = Observation.objects.create(
        contract=contract, lineage=people.lineage, period="2025", value=72, breakdown={"territoire": "Clou"}
    )
    Observation.objects.create(contract=contract, lineage=people.lineage, period="2025", value=1000)
    weight = DemographicWeight.objects.create(contract=contract, key="w", territory=place, value=11, dated="2018")
    for kind, inputs in (("part", []), ("parite", [("poids", {"weight": weight})])):
        made = Computation.objects.create(contract=contract, key=kind, label=kind, kind=kind)
        given = [("numerateur", {"lineage": people.lineage}),
                 ("denominateur", {"lineage": people.lineage, "where": "ensemble"}), *inputs]  # fmt: skip
        for rank, (role, facts) in enumerate(given):
            ComputationInput.objects.create(computation=made, role=role, position=rank, **facts)
    assert told(contract, "indicateur-calcule", calcul="part", territoire="clou") == ["7,2 %"]
    assert "7,2 % pour un poids de 11,0 %" in told(contract, "indicateur-calcule", calcul="parite")
    row.value = 2
    row.save()
    assert told(contract, "indicateur-calcule", calcul="part", territoire="clou") == ["masqué"]
    assert told(contract, "indicateur-calcule", calcul="parite", territoire="clou") == []


def test_only_shared_recommendations_are_perspectives_and_campaigns_say_what_is_owed(contract):
    for state in (EvaluationState.DRAFT, EvaluationState.SHARED):
        RecommendationFactory(evaluation=EvaluationFactory(contract=contract, state=state), text=f"Ouvrir : {state}")
    CampaignFactory(contract=contract, state="ouverte")
    made = compose(contract, 2025, today=TODAY, draws=False)
    assert "Ouvrir : partagee" in str(made.parts[3].blocks)
    assert "Ouvrir : brouillon" not in str(made.parts[3].blocks)
    assert told(contract, "recommandations", etat="ouverte") == ["1"]
    assert told(contract, "reponses", organisme="") == ["0 sur 0"]


def test_a_figure_of_a_territory_that_counts_few_persons_is_masked_with_what_gives_it_back(contract):
    town = ListedTerritoryFactory(contract=contract, key="ville", name="Vauclair", kind="commune")
    for key, value in (("nord", 3), ("sud", 40), ("est", 60)):
        place = ListedTerritoryFactory(contract=contract, key=key, name=key, kind="QPV", parent=town)
        TerritoryFigure.objects.create(
            contract=contract, label="Nombre de jeunes", territory=place, value=value, year=2025
        )
    TerritoryFigure.objects.create(contract=contract, label="Nombre de jeunes", territory=town, value=103, year=2025)
    assert told(contract, "chiffre-de-territoire", territoire="nord") == ["masqué"]
    assert told(contract, "chiffre-de-territoire", territoire="sud") == ["masqué"]
    assert told(contract, "chiffre-de-territoire", territoire="est") == ["60"]
    assert told(contract, "chiffre-de-territoire", territoire="ville") == ["103"]


def test_a_commune_is_recognised_by_its_link_then_by_its_whole_name(contract):
    town = ListedTerritoryFactory(contract=contract, key="gelais", name="Gelais", kind="commune")
    facts = {"contract": contract, "kind": "commune"}
    tied = ListedOrganisationFactory(key="a", name="Mairie", territory=town, **facts)
    ListedOrganisationFactory(key="b", name="Ville de Saint-Gelais", **facts)
    sources = Sources(contract, 2025, TODAY)
    assert sources.of_commune(town) == {tied.pk}
    named = ListedOrganisationFactory(key="c", name="Ville de Gelais", **facts)
    sources = Sources(contract, 2025, TODAY)
    assert sources.by_name_of(town) == [named]
    assert sources.of_commune(town) == {tied.pk, named.pk}
