"""Made-up examples for the page of the components."""

from django import forms
from django.core.paginator import Paginator

from faubourg.ui.ticks import TickList

SERIES = [
    {"label": "à créer", "short": "C", "tone": "1"},
    {"label": "à renforcer", "short": "R", "tone": "2"},
    {"label": "à maintenir", "short": "M", "tone": "3"},
    {"label": "à adapter", "short": "A", "tone": "hatch"},
]
PROGRESS = [
    {"label": "réalisé", "tone": "ok"},
    {"label": "en cours", "tone": "on"},
    {"label": "partiel", "tone": "partial"},
    {"label": "non démarré", "tone": "none"},
    {"label": "non renseigné", "tone": "unknown"},
]
TREE = [
    {"label": "1. Quartiers attractifs", "url": "#", "found": 1, "total": 75},
    {
        "label": "3. Éducation, jeunesse, parentalité",
        "url": "#",
        "found": 10,
        "total": 96,
        "open": True,
        "children": [
            {"label": "C4 Difficultés d’apprentissage", "url": "#", "found": 0, "total": 15},
            {"label": "C5 Fonction parentale", "url": "#", "found": 10, "total": 37, "current": True},
        ],
    },
    {"label": "4. Santé et bien-être", "url": "#", "found": 0, "total": 40},
]
QUARTERS = [("clou-bouchet", "Clou Bouchet"), ("tour-chabot", "Tour Chabot Gavacherie")]
PARTNERS = [(f"p{rank}", f"{rank} · Partenaire n° {rank}") for rank in range(1, 31)]


class ExampleForm(forms.Form):
    """One field of each kind; shown with two errors."""

    title = forms.CharField(label="Intitulé", help_text="Comme dans le contrat ; 160 caractères au plus.")
    end = forms.IntegerField(
        label="Fin",
        min_value=2024,
        error_messages={"min_value": "La fin précède le début (2024). Saisissez 2024 ou plus tard."},
    )
    amount = forms.DecimalField(
        label="Montant (€)",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "« 26 OOO » contient des lettres O. Écrivez 26 000."},
    )
    kind = forms.ChoiceField(label="Type", required=False, choices=[("", "Non donné"), ("C", "C à créer")])
    quarters = forms.MultipleChoiceField(
        label="Quartiers", required=False, choices=QUARTERS, widget=forms.CheckboxSelectMultiple
    )
    partners = forms.MultipleChoiceField(label="Partenaires", required=False, choices=PARTNERS, widget=TickList)
    note = forms.CharField(label="Remarque", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    shared = forms.BooleanField(label="Engagement partagé", required=False)


def examples() -> dict:
    """The context of the page: lists and objects that an attribute cannot hold."""
    form = ExampleForm(
        {"title": "Aller vers les familles", "end": "2023", "amount": "26 OOO", "partners": ["p12", "p3"]}
    )
    return {
        "colours": COLOURS,
        "form": form,
        "page": Paginator(range(363), 50).page(3),
        "tree": TREE,
        "quarters": QUARTERS,
        "series": SERIES,
        "bars": [
            {"label": "1. Quartiers attractifs et bien insérés", "url": "#", "values": [42, 20, 12, 1]},
            {"label": "2. Parcours vers l’emploi", "url": "#", "values": [20, 32, 26, 1]},
            {"label": "3. Éducation, jeunesse, parentalité", "url": "#", "values": [37, 40, 14, 5]},
            {"label": "Sans objectif", "values": [4, 3, 4, None]},
        ],
        "bars_total": [103, 95, 56, 7, 261],
        "progress": PROGRESS,
        "progress_bars": [
            {"label": "1. Quartiers attractifs et bien insérés", "values": [9, 22, 8, 30, 6], "end": "12 %"},
            {"label": "2. Parcours vers l’emploi", "values": [14, 35, 6, 18, 6], "end": "18 %"},
        ],
        "known": [212, 208, 244, 263],
        "partly_known": [None, 8, 20, 14],
        "marks": [{"at": 0.5, "label": "Mi-parcours"}],
        "tabs": [
            {"label": "Fiche", "url": "#", "current": True},
            {"label": "Indicateurs", "url": "#", "count": 10},
            {"label": "Historique", "url": "#"},
        ],
        "views": [
            {"label": "Par objectif", "url": "#", "current": True},
            {"label": "Par acteur", "url": "#"},
            {"label": "Par quartier", "url": "#"},
        ],
        "missing": [
            {"label": "Engagements sans indicateur", "url": "#", "value": 147, "note": "sur 363"},
            {"label": "Indicateurs sans cible", "url": "#", "value": 1395, "note": "sur 1 429"},
            {"label": "Habitants concernés", "value": None},
        ],
        "meetings": [
            {"when": "27 nov.", "title": "Pôle urbain", "text": "troisième réunion de l’année, 3 prévues"},
            {"when": "11 déc.", "title": "Conseil citoyen", "url": "#", "text": "avis attendu : rapport annuel"},
        ],
    }


COLOURS = [
    ("brand-900", "marque 900", "aplat, texte inversé"),
    ("brand-800", "marque 800", "survol, série 1"),
    ("brand-700", "marque 700", "action, liens"),
    ("brand-500", "marque 500", "série 2"),
    ("brand-200", "marque 200", "série 3"),
    ("brand-50", "marque 50", "sélection"),
    ("ink", "encre", "texte"),
    ("ink-2", "encre 2", "texte second"),
    ("paper", "papier", "navigation"),
    ("ok", "réussi", "texte et rond"),
    ("warn", "attention", "texte et rond"),
    ("bad", "erreur", "texte et rond"),
]
