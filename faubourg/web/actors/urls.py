"""Addresses of the journey."""

from django.urls import path

from faubourg.web.actors.views import acronyms, measures, merges, organisations, published, schemes, tables, territories

app_name = "actors"
urlpatterns = [
    path("contrats/<str:contract_key>/acteurs/", organisations.organisations, name="organisations"),
    path(
        "contrats/<str:contract_key>/acteurs.<str:ending>", organisations.organisations_file, name="organisations-file"
    ),
    path("contrats/<str:contract_key>/acteurs/<str:key>/", organisations.organisation, name="organisation"),
    path("contrats/<str:contract_key>/annuaire/", organisations.directory, name="directory"),
    path("contrats/<str:contract_key>/annuaire.<str:ending>", organisations.directory_file, name="directory-file"),
    path("contrats/<str:contract_key>/dispositifs/", schemes.schemes, name="schemes"),
    path("contrats/<str:contract_key>/dispositifs.<str:ending>", schemes.schemes_file, name="schemes-file"),
    path("contrats/<str:contract_key>/dispositifs/<str:key>/", schemes.scheme, name="scheme"),
    path("contrats/<str:contract_key>/quartiers/", territories.territories, name="territories"),
    path("contrats/<str:contract_key>/quartiers.<str:ending>", territories.territories_file, name="territories-file"),
    path("contrats/<str:contract_key>/quartiers/<str:key>/", territories.territory, name="territory"),
    path(
        "contrats/<str:contract_key>/quartiers/<str:key>/chiffres.<str:ending>",
        territories.territory_file,
        name="territory-file",
    ),
    path("contrats/<str:contract_key>/tableaux/", tables.tables, name="tables"),
    path("contrats/<str:contract_key>/tableaux.<str:ending>", tables.tables_file, name="tables-file"),
    path("contrats/<str:contract_key>/tableaux/<str:key>/", tables.table, name="table"),
    path(
        "contrats/<str:contract_key>/tableaux/<str:key>/tableau.<str:ending>",
        tables.table_download,
        name="table-file",
    ),
    path("contrats/<str:contract_key>/chiffres-publies/", published.published, name="published"),
    path("contrats/<str:contract_key>/chiffres-publies/nouveau/", measures.figure_add, name="figure-add"),
    path(
        "contrats/<str:contract_key>/chiffres-publies/<str:key>/mesure/", measures.figure_change, name="figure-change"
    ),
    path("contrats/<str:contract_key>/chiffres-publies/<str:key>/", published.figure_rows, name="published-figure"),
    path("contrats/<str:contract_key>/chiffres-publies.<str:ending>", published.published_file, name="published-file"),
    path("contrats/<str:contract_key>/remarques/", tables.remarks, name="remarks"),
    path("contrats/<str:contract_key>/sigles/", acronyms.acronyms, name="acronyms"),
    path("instance/rapprochements/", merges.merges, name="merges"),
    path("instance/rapprochements/decider/", merges.decide, name="decide"),
]
