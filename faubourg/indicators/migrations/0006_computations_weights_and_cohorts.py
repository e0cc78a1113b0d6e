import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import faubourg.core.fields
import faubourg.core.records


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0008_posts_and_their_holders"),
        ("indicators", "0005_entry_locks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Ordre du document.", verbose_name="rang"),
                ),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        help_text="haute, moyenne ou faible, et pourquoi.",
                        max_length=200,
                        verbose_name="confiance",
                    ),
                ),
                ("inferred", models.JSONField(blank=True, default=list, editable=False, verbose_name="champs déduits")),
                (
                    "extra",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="autres indications du document"
                    ),
                ),
                (
                    "blanks",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="champs donnés vides"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z0-9][\\w.\\-]*$",
                                "Une clé s’écrit avec des lettres sans accent, des chiffres, des points et des tirets.",
                            )
                        ],
                        verbose_name="clé",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="libellé")),
                ("entry", models.CharField(max_length=80, verbose_name="période d’entrée")),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("F", "femmes"), ("H", "hommes")], max_length=2, verbose_name="sexe"
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        blank=True, help_text="Vide : non donné.", null=True, verbose_name="effectif"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cohorts", to="contracts.contract"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="contracts.listedterritory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "cohorte",
                "verbose_name_plural": "cohortes",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="cohort_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Computation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Ordre du document.", verbose_name="rang"),
                ),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        help_text="haute, moyenne ou faible, et pourquoi.",
                        max_length=200,
                        verbose_name="confiance",
                    ),
                ),
                ("inferred", models.JSONField(blank=True, default=list, editable=False, verbose_name="champs déduits")),
                (
                    "extra",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="autres indications du document"
                    ),
                ),
                (
                    "blanks",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="champs donnés vides"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z0-9][\\w.\\-]*$",
                                "Une clé s’écrit avec des lettres sans accent, des chiffres, des points et des tirets.",
                            )
                        ],
                        verbose_name="clé",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="libellé")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("part", "part (en %)"),
                            ("taux", "taux ou rapport (par habitant, par ETP…)"),
                            ("parite", "part rapportée au poids démographique"),
                            ("ecart", "écart à un territoire de référence (points)"),
                            ("evolution-points", "évolution (points)"),
                            ("evolution-pourcent", "évolution (%)"),
                            ("frequence", "engagement de fréquence"),
                            ("jalon", "jalon daté"),
                            ("bareme", "barème (cible lue dans un tableau)"),
                        ],
                        max_length=20,
                        verbose_name="calcul",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unité")),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Arrondi du résultat ; une décimale si rien n’est dit.",
                        null=True,
                        verbose_name="décimales",
                    ),
                ),
                (
                    "per",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="D’un taux : 1 000 pour « pour 1 000 habitants ».",
                        max_digits=20,
                        null=True,
                        verbose_name="pour combien",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        blank=True,
                        help_text="D’une évolution ; vide : l’année d’avant.",
                        max_length=80,
                        verbose_name="période de départ",
                    ),
                ),
                (
                    "minimum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="D’une fréquence, par an.",
                        max_digits=20,
                        null=True,
                        verbose_name="au moins",
                    ),
                ),
                (
                    "maximum",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="au plus"),
                ),
                (
                    "season",
                    models.CharField(
                        blank=True, help_text="Par exemple « hors été ».", max_length=120, verbose_name="saison"
                    ),
                ),
                (
                    "due",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", help_text="D’un jalon.", max_length=10, verbose_name="échéance"
                    ),
                ),
                (
                    "steps",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True,
                        default=list,
                        help_text="Paires (valeur, cible) : [[40, 8], [50, 9]].",
                        verbose_name="barème",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="computations",
                        to="contracts.contract",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        help_text="D’un écart : à quoi l’on compare.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="computations",
                        to="contracts.listedterritory",
                        verbose_name="territoire de référence",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicateur calculé",
                "verbose_name_plural": "indicateurs calculés",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="computation_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="DatedConstant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Ordre du document.", verbose_name="rang"),
                ),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        help_text="haute, moyenne ou faible, et pourquoi.",
                        max_length=200,
                        verbose_name="confiance",
                    ),
                ),
                ("inferred", models.JSONField(blank=True, default=list, editable=False, verbose_name="champs déduits")),
                (
                    "extra",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="autres indications du document"
                    ),
                ),
                (
                    "blanks",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="champs donnés vides"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z0-9][\\w.\\-]*$",
                                "Une clé s’écrit avec des lettres sans accent, des chiffres, des points et des tirets.",
                            )
                        ],
                        verbose_name="clé",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="libellé")),
                ("value", models.DecimalField(decimal_places=6, max_digits=20, verbose_name="valeur")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unité")),
                (
                    "start",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="valable du"
                    ),
                ),
                (
                    "end",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="valable jusqu’au"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="constants", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "constante datée",
                "verbose_name_plural": "constantes datées",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="constant_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="DemographicWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Ordre du document.", verbose_name="rang"),
                ),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        help_text="haute, moyenne ou faible, et pourquoi.",
                        max_length=200,
                        verbose_name="confiance",
                    ),
                ),
                ("inferred", models.JSONField(blank=True, default=list, editable=False, verbose_name="champs déduits")),
                (
                    "extra",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="autres indications du document"
                    ),
                ),
                (
                    "blanks",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="champs donnés vides"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z0-9][\\w.\\-]*$",
                                "Une clé s’écrit avec des lettres sans accent, des chiffres, des points et des tirets.",
                            )
                        ],
                        verbose_name="clé",
                    ),
                ),
                (
                    "public",
                    models.CharField(
                        blank=True, help_text="Vide : tous les habitants.", max_length=120, verbose_name="public"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=6, max_digits=20, verbose_name="poids (%)")),
                (
                    "dated",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="daté de"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="weights", to="contracts.contract"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights",
                        to="contracts.listedterritory",
                        verbose_name="territoire",
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        blank=True,
                        help_text="Le périmètre auquel le territoire est rapporté : la commune, l’EPCI…",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="dans",
                    ),
                ),
            ],
            options={
                "verbose_name": "poids démographique",
                "verbose_name_plural": "poids démographiques",
                "ordering": ["contract", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "key"), name="weight_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0), ("value__lte", 100)), name="weight_is_a_share"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComputationInput",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Ordre du document.", verbose_name="rang"),
                ),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        help_text="haute, moyenne ou faible, et pourquoi.",
                        max_length=200,
                        verbose_name="confiance",
                    ),
                ),
                ("inferred", models.JSONField(blank=True, default=list, editable=False, verbose_name="champs déduits")),
                (
                    "extra",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="autres indications du document"
                    ),
                ),
                (
                    "blanks",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="champs donnés vides"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("numerateur", "numérateur"),
                            ("denominateur", "dénominateur"),
                            ("valeur", "valeur"),
                            ("poids", "poids démographique"),
                            ("realise", "réalisé"),
                            ("prevu", "prévu"),
                        ],
                        max_length=20,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "figure",
                    models.CharField(
                        blank=True,
                        help_text="Son libellé exact.",
                        max_length=300,
                        verbose_name="chiffre des territoires",
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        blank=True,
                        choices=[("", "au même endroit que le résultat"), ("ensemble", "toujours pour l’ensemble")],
                        max_length=20,
                        verbose_name="où",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        help_text="Une période, si ce n’est la même.",
                        max_length=80,
                        verbose_name="toujours de",
                    ),
                ),
                (
                    "breakdown",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, help_text="sexe : F", verbose_name="ventilation"
                    ),
                ),
                (
                    "computation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inputs", to="indicators.computation"
                    ),
                ),
                (
                    "lineage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="computed_from",
                        to="contracts.lineage",
                        verbose_name="indicateur",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_by",
                        to="indicators.computation",
                        verbose_name="autre calcul",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="toujours dans",
                    ),
                ),
                (
                    "constant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_by",
                        to="indicators.datedconstant",
                        verbose_name="constante",
                    ),
                ),
                (
                    "weight",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_by",
                        to="indicators.demographicweight",
                        verbose_name="poids",
                    ),
                ),
            ],
            options={
                "verbose_name": "entrée d’un calcul",
                "verbose_name_plural": "entrées des calculs",
                "ordering": ["computation", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Situation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Ordre du document.", verbose_name="rang"),
                ),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        help_text="haute, moyenne ou faible, et pourquoi.",
                        max_length=200,
                        verbose_name="confiance",
                    ),
                ),
                ("inferred", models.JSONField(blank=True, default=list, editable=False, verbose_name="champs déduits")),
                (
                    "extra",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="autres indications du document"
                    ),
                ),
                (
                    "blanks",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="champs donnés vides"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z0-9][\\w.\\-]*$",
                                "Une clé s’écrit avec des lettres sans accent, des chiffres, des points et des tirets.",
                            )
                        ],
                        verbose_name="clé",
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="libellé")),
                ("positive", models.BooleanField(blank=True, null=True, verbose_name="sortie positive")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="situations", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "situation",
                "verbose_name_plural": "situations",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="situation_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="CohortCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Ordre du document.", verbose_name="rang"),
                ),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        help_text="haute, moyenne ou faible, et pourquoi.",
                        max_length=200,
                        verbose_name="confiance",
                    ),
                ),
                ("inferred", models.JSONField(blank=True, default=list, editable=False, verbose_name="champs déduits")),
                (
                    "extra",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="autres indications du document"
                    ),
                ),
                (
                    "blanks",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="champs donnés vides"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="mois après l’entrée")),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="nombre")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="indicators.cohort"
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohort_counts",
                        to="indicators.situation",
                        verbose_name="situation",
                    ),
                ),
            ],
            options={
                "verbose_name": "situation d’une cohorte",
                "verbose_name_plural": "situations des cohortes",
                "ordering": ["cohort", "position", "pk"],
            },
        ),
    ]
