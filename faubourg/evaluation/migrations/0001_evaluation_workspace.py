import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import faubourg.core.fields
import faubourg.core.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contracts", "0008_posts_and_their_holders"),
        ("followup", "0003_rows_of_one_version_forgotten"),
        ("governance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
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
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                (
                    "start",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="début de la période évaluée"
                    ),
                ),
                (
                    "end",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="fin de la période évaluée"
                    ),
                ),
                (
                    "team",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Organismes et fonctions, sans nom de personne.",
                        verbose_name="équipe d’évaluation",
                    ),
                ),
                ("audience", models.JSONField(blank=True, default=list, verbose_name="destinataires")),
                (
                    "scale",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Du meilleur au moins bon.",
                        verbose_name="échelle de jugement",
                    ),
                ),
                ("method", models.TextField(blank=True, verbose_name="méthode")),
                (
                    "distinct_participants",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Vide : non connu. Ne se déduit jamais de la somme des ateliers.",
                        null=True,
                        verbose_name="personnes distinctes, tous ateliers confondus",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("brouillon", "brouillon"), ("partagee", "partagée"), ("close", "close")],
                        default="brouillon",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "évaluation",
                "verbose_name_plural": "évaluations",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="evaluation_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="EmblematicAction",
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
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("context", models.TextField(blank=True, verbose_name="contexte")),
                ("done", models.TextField(blank=True, verbose_name="ce qui a été fait")),
                ("effects", models.TextField(blank=True, verbose_name="effets")),
                (
                    "quotes",
                    models.JSONField(
                        blank=True, default=list, help_text="Sans le nom de qui les a dites.", verbose_name="paroles"
                    ),
                ),
                (
                    "picture_alt",
                    models.CharField(
                        blank=True,
                        help_text="Ce que l’image montre, pour qui ne la voit pas.",
                        max_length=300,
                        verbose_name="description de l’image",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "lineage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narratives",
                        to="contracts.lineage",
                        verbose_name="action",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emblematic_actions",
                        to="evaluation.evaluation",
                        verbose_name="évaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "action emblématique",
                "verbose_name_plural": "actions emblématiques",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="emblematic_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="EvaluationStep",
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
                ("label", models.CharField(max_length=300, verbose_name="étape")),
                (
                    "due",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="prévue"
                    ),
                ),
                (
                    "done",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="faite"),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="evaluation.evaluation",
                        verbose_name="évaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape d’une évaluation",
                "verbose_name_plural": "étapes d’évaluation",
                "ordering": ["evaluation", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                ("code", models.CharField(blank=True, max_length=40, verbose_name="numéro")),
                ("text", models.TextField(verbose_name="question")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        help_text="Quand aucune délibération ne l’est : l’instance, l’acte.",
                        max_length=300,
                        verbose_name="validée par",
                    ),
                ),
                (
                    "decided_on",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="date de validation"
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="En quelques phrases, une fois les critères jugés.",
                        verbose_name="réponse",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "deliberation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_questions",
                        to="contracts.deliberation",
                        verbose_name="validée par la délibération",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="evaluation.evaluation",
                        verbose_name="évaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "question évaluative",
                "verbose_name_plural": "questions évaluatives",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="question_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
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
                ("text", models.TextField(verbose_name="critère")),
                (
                    "expected",
                    models.TextField(
                        blank=True, help_text="Le seuil ou le signe de réussite.", verbose_name="ce qui est attendu"
                    ),
                ),
                ("judgement", models.CharField(blank=True, max_length=80, verbose_name="jugement")),
                ("argument", models.TextField(blank=True, verbose_name="argument")),
                (
                    "limits",
                    models.TextField(
                        blank=True, help_text="Ce que les preuves ne permettent pas de dire.", verbose_name="limites"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="evaluation.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "critère",
                "verbose_name_plural": "critères",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="criterion_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("text", models.TextField(verbose_name="constat")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "criteria",
                    models.ManyToManyField(
                        blank=True, related_name="findings", to="evaluation.criterion", verbose_name="tiré des critères"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="evaluation.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "constat d’évaluation",
                "verbose_name_plural": "constats d’évaluation",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="finding_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                ("text", models.TextField(verbose_name="recommandation")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("relance", "relance"),
                            ("mesure-corrective", "mesure corrective"),
                            ("besoin-emergent", "besoin émergent"),
                            ("nouvelle-piste", "nouvelle piste"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("haute", "haute"), ("moyenne", "moyenne"), ("basse", "basse")],
                        max_length=10,
                        verbose_name="priorité",
                    ),
                ),
                (
                    "due",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="échéance"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("ouverte", "ouverte"), ("reprise", "reprise dans une action"), ("close", "close")],
                        default="ouverte",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("closing_reason", models.TextField(blank=True, verbose_name="motif de clôture")),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="recommendations",
                        to="contracts.lineage",
                        verbose_name="reprise dans les actions",
                    ),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="contracts.listedorganisation",
                        verbose_name="destinataire",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="evaluation.evaluation",
                        verbose_name="évaluation",
                    ),
                ),
                (
                    "findings",
                    models.ManyToManyField(
                        blank=True,
                        related_name="recommendations",
                        to="evaluation.finding",
                        verbose_name="tirée des constats",
                    ),
                ),
                (
                    "reviews",
                    models.ManyToManyField(
                        blank=True,
                        related_name="recommendations",
                        to="followup.review",
                        verbose_name="tirée des bilans",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommandation",
                "verbose_name_plural": "recommandations",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="recommendation_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Workshop",
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
                ("theme", models.CharField(max_length=300, verbose_name="thème")),
                (
                    "date",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="date"),
                ),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="lieu")),
                (
                    "participations",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Une personne venue à deux séances compte deux fois.",
                        null=True,
                        verbose_name="participations",
                    ),
                ),
                (
                    "distinct",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Chaque personne une fois. Vide : non connu.",
                        null=True,
                        verbose_name="personnes distinctes",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True, help_text="Ce qui s’est dit, sans nom de personne.", verbose_name="notes"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to="evaluation.evaluation",
                        verbose_name="évaluation",
                    ),
                ),
                (
                    "organisations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="workshops",
                        to="contracts.listedorganisation",
                        verbose_name="organismes présents",
                    ),
                ),
            ],
            options={
                "verbose_name": "atelier",
                "verbose_name_plural": "ateliers",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="workshop_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                ("theme", models.CharField(blank=True, max_length=300, verbose_name="thème")),
                ("text", models.TextField(verbose_name="proposition")),
                ("pilot_words", models.CharField(blank=True, max_length=300, verbose_name="pilote, comme écrit")),
                (
                    "state",
                    models.CharField(
                        choices=[("emise", "émise"), ("a-arbitrer", "à arbitrer"), ("ecartee", "écartée")],
                        default="emise",
                        max_length=12,
                        verbose_name="décision",
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Pourquoi elle est écartée.", verbose_name="motif")),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True, related_name="proposals", to="contracts.lineage", verbose_name="devenue les actions"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="governance.body",
                        verbose_name="instance qui arbitre",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "pilots",
                    models.ManyToManyField(
                        blank=True,
                        related_name="proposals",
                        to="contracts.listedorganisation",
                        verbose_name="pilotes désignés",
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="evaluation.workshop",
                        verbose_name="atelier",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition d’atelier",
                "verbose_name_plural": "propositions d’atelier",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="proposal_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("indicateur", "valeurs d’un indicateur"),
                            ("bilan", "bilan d’une action"),
                            ("chiffre-publie", "chiffre publié ou tableau"),
                            ("enquete", "résultat d’enquête"),
                            ("notes", "notes de réunion ou d’atelier"),
                            ("autre", "autre document"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("says", models.TextField(verbose_name="ce qu’elle dit")),
                (
                    "strength",
                    models.CharField(
                        blank=True,
                        choices=[("forte", "forte"), ("moyenne", "moyenne"), ("faible", "faible")],
                        max_length=10,
                        verbose_name="force",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True, help_text="Celle des valeurs citées.", max_length=80, verbose_name="période"
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True, help_text="Titre du document, de l’enquête, adresse.", verbose_name="source"
                    ),
                ),
                (
                    "action_lineage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_evidence",
                        to="contracts.lineage",
                        verbose_name="action",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="evaluation.criterion",
                        verbose_name="critère",
                    ),
                ),
                (
                    "indicator_lineage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_evidence",
                        to="contracts.lineage",
                        verbose_name="indicateur",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="governance.meeting",
                        verbose_name="réunion",
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="contracts.published",
                        verbose_name="chiffre publié",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="followup.review",
                        verbose_name="bilan",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="contracts.printedtable",
                        verbose_name="tableau",
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="evaluation.workshop",
                        verbose_name="atelier",
                    ),
                ),
            ],
            options={
                "verbose_name": "preuve",
                "verbose_name_plural": "preuves",
                "ordering": ["contract", "position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="evidence_key_unique")],
            },
        ),
    ]
