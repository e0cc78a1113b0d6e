import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import faubourg.core.fields
import faubourg.core.records


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("contracts", "0008_posts_and_their_holders"),
        ("followup", "0004_campaigns"),
        ("governance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CoreCommitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="core_commitments",
                        to="contracts.contract",
                    ),
                ),
                (
                    "lineage",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="core_commitment",
                        to="contracts.lineage",
                        verbose_name="engagement",
                    ),
                ),
            ],
            options={
                "verbose_name": "engagement général",
                "verbose_name_plural": "engagements généraux",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("tenu", "tenu"), ("partiel", "tenu en partie"), ("non-tenu", "non tenu")],
                        max_length=10,
                        verbose_name="engagement",
                    ),
                ),
                (
                    "proof",
                    models.TextField(
                        blank=True, help_text="Le document, le chiffre ou le fait qui le montre.", verbose_name="preuve"
                    ),
                ),
                (
                    "interpretation",
                    models.TextField(
                        help_text="Ce que cela dit, ce qui a changé, ce qui a manqué.", verbose_name="interprétation"
                    ),
                ),
                ("written_at", models.DateTimeField(editable=False, verbose_name="écrit le")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitment_years",
                        to="contracts.listedorganisation",
                        verbose_name="signataire",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="years", to="followup.corecommitment"
                    ),
                ),
            ],
            options={
                "verbose_name": "engagement général d’une année",
                "verbose_name_plural": "engagements généraux par année",
                "ordering": ["commitment", "-year", "organisation__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commitment", "organisation", "year"), name="commitment_year_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldCount",
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
                ("campaign", models.CharField(max_length=80, verbose_name="campagne")),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Ce qui est compté, sans objectif.",
                        max_length=200,
                        verbose_name="intitulé",
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="nombre d’actions")),
                (
                    "source",
                    models.CharField(blank=True, help_text="Document et page.", max_length=300, verbose_name="source"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="held_counts", to="contracts.contract"
                    ),
                ),
                (
                    "objective_lineage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="held_counts",
                        to="contracts.lineage",
                        verbose_name="objectif",
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_counts",
                        to="contracts.statusstate",
                        verbose_name="état",
                    ),
                ),
            ],
            options={
                "verbose_name": "compte publié sans lignes",
                "verbose_name_plural": "comptes publiés sans lignes",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="review",
            name="achievements",
            field=models.TextField(
                blank=True, help_text="Ce qui a été fait, avec ses chiffres.", verbose_name="réalisations"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.body",
                verbose_name="instance qui arbitre",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="correction",
            field=models.TextField(blank=True, verbose_name="correction demandée"),
        ),
        migrations.AddField(
            model_name="review",
            name="decided_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="décidé le"),
        ),
        migrations.AddField(
            model_name="review",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="décidé par",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="outlook",
            field=models.TextField(blank=True, help_text="Ce qui vient ensuite.", verbose_name="perspectives"),
        ),
        migrations.AddField(
            model_name="review",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="followup.campaign",
                verbose_name="campagne de suivi",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="shortfall",
            field=models.TextField(
                blank=True,
                help_text="Pourquoi l’action n’est pas, ou pas toute, réalisée.",
                verbose_name="motif de non-réalisation",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("brouillon", "brouillon"),
                    ("transmis", "transmis"),
                    ("a-corriger", "à corriger"),
                    ("valide", "validé"),
                ],
                max_length=12,
                verbose_name="étape du bilan",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="stated_on",
            field=faubourg.core.records.PartialDateField(
                blank=True, default="", max_length=10, verbose_name="constaté le"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="unblocking",
            field=models.TextField(blank=True, verbose_name="condition de déblocage"),
        ),
        migrations.AddField(
            model_name="review",
            name="written_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="écrit le"),
        ),
        migrations.AddField(
            model_name="review",
            name="written_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="écrit par",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("round__isnull", False)),
                fields=("round", "lineage"),
                name="review_one_an_action_and_round",
            ),
        ),
    ]
