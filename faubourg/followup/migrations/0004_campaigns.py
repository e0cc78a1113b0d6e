import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import faubourg.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("contracts", "0008_posts_and_their_holders"),
        ("followup", "0003_rows_of_one_version_forgotten"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        choices=[("suivi", "suivi annuel"), ("evaluation", "évaluation sur plusieurs années")],
                        default="suivi",
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="première année")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="dernière année")),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="ouverture prévue")),
                (
                    "deadline",
                    models.DateField(
                        blank=True,
                        help_text="Dernier jour pour répondre. Ensuite, la saisie est fermée.",
                        null=True,
                        verbose_name="date limite",
                    ),
                ),
                (
                    "freezes_on",
                    models.DateField(
                        blank=True,
                        help_text="Jour où les valeurs cessent de changer.",
                        null=True,
                        verbose_name="gel prévu",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparation", "en préparation"),
                            ("ouverte", "ouverte"),
                            ("close", "close"),
                            ("figee", "figée"),
                        ],
                        default="preparation",
                        editable=False,
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="mot aux référent·es")),
                ("team", models.TextField(blank=True, help_text="Qui mène l’évaluation.", verbose_name="équipe")),
                ("steps", faubourg.core.fields.FaithfulJSONField(blank=True, default=list, verbose_name="étapes")),
                ("audience", models.TextField(blank=True, verbose_name="à qui elle s’adresse")),
                ("codes_given", models.PositiveIntegerField(default=0, editable=False, verbose_name="codes donnés")),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ouverte le")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="close le")),
                ("frozen_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="figée le")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="campaigns", to="contracts.contract"
                    ),
                ),
                (
                    "nodes",
                    models.ManyToManyField(
                        blank=True, related_name="campaigns", to="contracts.lineage", verbose_name="éléments du plan"
                    ),
                ),
                (
                    "organisations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="campaigns",
                        to="contracts.listedorganisation",
                        verbose_name="organismes interrogés",
                    ),
                ),
            ],
            options={
                "verbose_name": "campagne",
                "verbose_name_plural": "campagnes",
                "ordering": ["contract", "-last_year", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "key"), name="campaign_key_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "suivi"), ("state", "ouverte")),
                        fields=("contract", "first_year"),
                        name="campaign_one_open_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_year__gte", models.F("first_year"))), name="campaign_years_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dernier envoi"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="followup.campaign"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaign_requests",
                        to="contracts.listedorganisation",
                        verbose_name="organisme",
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="référent·e",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande",
                "verbose_name_plural": "demandes",
                "ordering": ["campaign", "organisation__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "organisation"), name="request_one_an_organisation")
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(verbose_name="envoyé le")),
                ("expires_at", models.DateTimeField(verbose_name="valable jusqu’au")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                ("last_used_at", models.DateTimeField(blank=True, null=True, verbose_name="dernier usage")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="envoyé par",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="followup.campaignrequest"
                    ),
                ),
            ],
            options={
                "verbose_name": "lien personnel",
                "verbose_name_plural": "liens personnels",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RequestLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("number", models.PositiveIntegerField(verbose_name="rang dans la campagne")),
                ("code", models.CharField(max_length=12, verbose_name="code")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("a-saisir", "à saisir"),
                            ("transmis", "transmis"),
                            ("a-corriger", "à corriger"),
                            ("valide", "validé"),
                            ("indisponible", "indisponible"),
                        ],
                        default="a-saisir",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[("reconduit", "reconduit"), ("modifie", "modifié"), ("arrete", "arrêté")],
                        max_length=12,
                        verbose_name="suite donnée",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="De la correction demandée, ou de l’indisponibilité.",
                        verbose_name="motif",
                    ),
                ),
                (
                    "draft",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=dict, editable=False, verbose_name="saisie gardée"
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="saisie le")),
                (
                    "answered_by_link",
                    models.BooleanField(default=False, editable=False, verbose_name="saisie par lien personnel"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="transmise le"),
                ),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="décidée le")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisie par",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidée par",
                    ),
                ),
                (
                    "lineage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_lines",
                        to="contracts.lineage",
                        verbose_name="indicateur",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="followup.campaignrequest"
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne demandée",
                "verbose_name_plural": "lignes demandées",
                "ordering": ["request", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "lineage", "year"), name="request_line_unique"),
                    models.UniqueConstraint(fields=("request", "number"), name="request_line_number_unique"),
                ],
            },
        ),
    ]
