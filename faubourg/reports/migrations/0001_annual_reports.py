import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import faubourg.core.fields
import faubourg.reports.models.frozen


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contracts", "0008_posts_and_their_holders"),
        ("governance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnualReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="édition")),
                ("reason", models.TextField(blank=True, verbose_name="motif de la nouvelle édition")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("projet", "projet en rédaction"),
                            ("consultation", "envoyé pour avis"),
                            ("annexe", "contributions annexées"),
                            ("approuve", "approuvé et figé"),
                            ("debattu", "débattu"),
                            ("public", "rendu public"),
                        ],
                        default="projet",
                        max_length=20,
                        verbose_name="étape",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="avis attendus jusqu’au")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("frozen_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="figé le")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annual_reports",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapport annuel",
                "verbose_name_plural": "rapports annuels",
                "ordering": ["contract", "-year", "-edition"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "year", "edition"), name="annual_report_edition_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2015, 2100))), name="annual_report_year_plausible"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "content",
                    models.CharField(
                        choices=[
                            ("orientations", "Les orientations du contrat et le projet de territoire"),
                            ("situation", "L’évolution de la situation dans les quartiers"),
                            ("actions", "Les actions menées dans l’année"),
                            ("perspectives", "Les résultats, les moyens et les perspectives"),
                            ("articulation", "L’articulation des volets social, économique et urbain"),
                            ("dsu", "Le développement social urbain et la DSU"),
                            ("sexe", "Les données par sexe"),
                        ],
                        max_length=20,
                        verbose_name="partie",
                    ),
                ),
                ("label", models.TextField(verbose_name="libellé")),
                ("words", models.TextField(blank=True, verbose_name="imprimé")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="valeur"),
                ),
                ("dated", models.CharField(blank=True, max_length=120, verbose_name="daté")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("query", models.CharField(max_length=40, verbose_name="requête")),
                ("parameters", faubourg.core.fields.FaithfulJSONField(default=dict, verbose_name="paramètres")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="ce dont il parle")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="reports.annualreport"
                    ),
                ),
            ],
            options={
                "verbose_name": "chiffre figé",
                "verbose_name_plural": "chiffres figés",
                "ordering": ["report", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportDsu",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received", models.BooleanField(blank=True, null=True, verbose_name="a reçu la DSU")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="montant de la DSU (€)"
                    ),
                ),
                ("actions", models.TextField(blank=True, verbose_name="actions de développement social urbain")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dsu", to="reports.annualreport"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dsu_lines",
                        to="contracts.listedterritory",
                        verbose_name="commune",
                    ),
                ),
            ],
            options={
                "verbose_name": "DSU d’une commune",
                "verbose_name_plural": "DSU des communes",
                "ordering": ["report", "territory__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "territory"), name="report_dsu_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="report_dsu_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ending", models.CharField(max_length=8, verbose_name="format")),
                (
                    "file",
                    models.FileField(
                        editable=False, upload_to=faubourg.reports.models.frozen.frozen_path, verbose_name="fichier"
                    ),
                ),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="empreinte")),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="taille en octets")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="reports.annualreport"
                    ),
                ),
            ],
            options={
                "verbose_name": "fichier du rapport",
                "verbose_name_plural": "fichiers du rapport",
                "ordering": ["report", "ending"],
                "constraints": [models.UniqueConstraint(fields=("report", "ending"), name="report_file_unique")],
            },
        ),
        migrations.CreateModel(
            name="ReportOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conseil-municipal", "conseil municipal"),
                            ("conseil-citoyen", "conseil citoyen"),
                            ("signataire", "autre signataire"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="qui est consulté")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="envoyé le")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="avis rendu le")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favorable", "favorable"),
                            ("reserves", "favorable avec observations"),
                            ("defavorable", "défavorable"),
                        ],
                        max_length=20,
                        verbose_name="avis",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=200, verbose_name="délibération ou compte rendu"),
                ),
                ("text", models.TextField(blank=True, verbose_name="contribution")),
                ("answer", models.TextField(blank=True, verbose_name="suite donnée")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_opinions",
                        to="governance.body",
                        verbose_name="instance",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_opinions",
                        to="contracts.listedorganisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="reports.annualreport"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_opinions",
                        to="contracts.listedterritory",
                        verbose_name="commune",
                    ),
                ),
            ],
            options={
                "verbose_name": "avis sur le rapport",
                "verbose_name_plural": "avis sur le rapport",
                "ordering": ["report", "kind", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("report", "name"), name="report_opinion_unique")],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("projet", "projet en rédaction"),
                            ("consultation", "envoyé pour avis"),
                            ("annexe", "contributions annexées"),
                            ("approuve", "approuvé et figé"),
                            ("debattu", "débattu"),
                            ("public", "rendu public"),
                        ],
                        max_length=20,
                        verbose_name="étape",
                    ),
                ),
                ("on", models.DateField(verbose_name="le")),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="délibération ou pièce")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="inscrit le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="inscrit par",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="reports.annualreport"
                    ),
                ),
            ],
            options={
                "verbose_name": "étape du rapport",
                "verbose_name_plural": "étapes du rapport",
                "ordering": ["report", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content",
                    models.CharField(
                        choices=[
                            ("orientations", "Les orientations du contrat et le projet de territoire"),
                            ("situation", "L’évolution de la situation dans les quartiers"),
                            ("actions", "Les actions menées dans l’année"),
                            ("perspectives", "Les résultats, les moyens et les perspectives"),
                            ("articulation", "L’articulation des volets social, économique et urbain"),
                            ("dsu", "Le développement social urbain et la DSU"),
                            ("sexe", "Les données par sexe"),
                        ],
                        max_length=20,
                        verbose_name="partie",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="texte")),
                ("written_at", models.DateTimeField(null=True, verbose_name="écrit le")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="reports.annualreport"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
            ],
            options={
                "verbose_name": "texte du rapport",
                "verbose_name_plural": "textes du rapport",
                "ordering": ["report", "pk"],
                "constraints": [models.UniqueConstraint(fields=("report", "content"), name="report_text_unique")],
            },
        ),
    ]
