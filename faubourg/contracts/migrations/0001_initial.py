import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import faubourg.core.fields
import faubourg.core.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("partners", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Anomaly",
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
                ("text", models.TextField(verbose_name="remarque")),
            ],
            options={
                "verbose_name": "remarque sur le document",
                "verbose_name_plural": "remarques sur le document",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ContractPage",
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
                    "kind",
                    models.CharField(
                        blank=True,
                        help_text="Préambule, méthode, note, déclaration…",
                        max_length=60,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("body", models.TextField(blank=True, verbose_name="texte")),
                ("page", models.PositiveIntegerField(blank=True, null=True, verbose_name="page imprimée")),
            ],
            options={
                "verbose_name": "page du contrat",
                "verbose_name_plural": "pages du contrat",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Deliberation",
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
                ("number", models.CharField(blank=True, max_length=60, verbose_name="numéro")),
                ("assembly", models.CharField(max_length=200, verbose_name="assemblée")),
                (
                    "session_date",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="séance du"
                    ),
                ),
                ("service", models.CharField(blank=True, max_length=200, verbose_name="service")),
                (
                    "rapporteur_function",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="fonction du rapporteur ou de la rapporteuse"
                    ),
                ),
                ("decisions", models.JSONField(blank=True, default=list, verbose_name="décisions")),
                ("visas", models.JSONField(blank=True, default=list, verbose_name="visas")),
                ("result", models.CharField(blank=True, max_length=60, verbose_name="résultat")),
                ("votes_for", models.PositiveIntegerField(blank=True, null=True, verbose_name="pour")),
                ("votes_against", models.PositiveIntegerField(blank=True, null=True, verbose_name="contre")),
                ("votes_abstain", models.PositiveIntegerField(blank=True, null=True, verbose_name="abstentions")),
                (
                    "votes_not_taken",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="ne participent pas"),
                ),
                ("votes_excused", models.PositiveIntegerField(blank=True, null=True, verbose_name="excusé·es")),
            ],
            options={
                "verbose_name": "délibération",
                "verbose_name_plural": "délibérations",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="nom")),
                (
                    "family",
                    models.CharField(
                        choices=[("principal", "arbre principal"), ("secondaire", "arbre secondaire")],
                        default="principal",
                        max_length=12,
                        verbose_name="arbre",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                ("is_declared", models.BooleanField(default=True, verbose_name="nommé par le document")),
            ],
            options={
                "verbose_name": "niveau",
                "verbose_name_plural": "niveaux",
                "ordering": ["contract", "family", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Lineage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "lignée",
                "verbose_name_plural": "lignées",
            },
        ),
        migrations.CreateModel(
            name="ListedTerritory",
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
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("EPCI", "EPCI"),
                            ("commune", "commune"),
                            ("QPV", "quartier prioritaire (QPV)"),
                            ("quartier", "quartier"),
                            ("autre", "autre périmètre"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=20, verbose_name="code")),
                ("code_previous", models.CharField(blank=True, max_length=20, verbose_name="ancien code")),
                ("short", models.CharField(blank=True, max_length=20, verbose_name="sigle")),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="autres noms")),
                (
                    "perimeter_change",
                    models.CharField(blank=True, max_length=200, verbose_name="changement de périmètre"),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True, related_name="groups", to="contracts.listedterritory", verbose_name="réunit"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="contracts.listedterritory",
                        verbose_name="situé dans",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="territories.territory",
                        verbose_name="territoire de l’instance",
                    ),
                ),
            ],
            options={
                "verbose_name": "territoire du contrat",
                "verbose_name_plural": "territoires",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        max_length=80,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z0-9][\\w.\\-]*$",
                                "Une clé s’écrit avec des lettres sans accent, des chiffres, des points et des tirets.",
                            )
                        ],
                        verbose_name="clé",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="intitulé")),
                ("short_title", models.CharField(blank=True, max_length=80, verbose_name="nom court")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contrat de ville", "contrat de ville"),
                            ("avenant", "avenant"),
                            ("protocole PLIE", "protocole PLIE"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=80, verbose_name="département")),
                (
                    "start",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="début"),
                ),
                (
                    "end",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="fin"),
                ),
                (
                    "extended_until",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="prorogé jusqu’à"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en-preparation", "en préparation"),
                            ("delibere", "délibéré"),
                            ("a-signer", "à signer"),
                            ("signe", "signé"),
                            ("en-vigueur", "en vigueur"),
                            ("proroge", "prorogé"),
                            ("clos", "clos"),
                        ],
                        help_text="Vide : le document ne le dit pas.",
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("evaluation_body", models.CharField(blank=True, max_length=300, verbose_name="instance d’évaluation")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="document source")),
                ("status_note", models.TextField(blank=True, verbose_name="note sur l’échelle d’avancement")),
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
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="successors",
                        to="contracts.contract",
                        verbose_name="succède à",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "contrat",
                "verbose_name_plural": "contrats",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ListedOrganisation",
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
                ("name", models.CharField(max_length=300, verbose_name="nom")),
                ("kind", models.CharField(blank=True, max_length=80, verbose_name="nature")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET")),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="autres noms")),
                ("signatory", models.BooleanField(blank=True, null=True, verbose_name="signataire")),
                (
                    "signatory_function",
                    models.CharField(blank=True, max_length=200, verbose_name="fonction du signataire"),
                ),
                ("role_text", models.JSONField(blank=True, default=list, verbose_name="rôles dits par le document")),
                (
                    "is_generic",
                    models.BooleanField(blank=True, null=True, verbose_name="catégorie, pas un organisme nommé"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisations",
                        to="contracts.contract",
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True, related_name="groups", to="contracts.listedorganisation", verbose_name="réunit"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="partners.organisation",
                        verbose_name="organisation de l’instance",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="contracts.listedorganisation",
                        verbose_name="rattachée à",
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
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation du contrat",
                "verbose_name_plural": "organisations",
                "ordering": ["contract", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "key"), name="listed_organisation_key_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="EngineeringMeans",
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
                ("label", models.CharField(max_length=300, verbose_name="libellé")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=18, null=True, verbose_name="quantité"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unité")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="montant (€)"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="engineering_means",
                        to="contracts.contract",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engineering_means",
                        to="contracts.listedorganisation",
                        verbose_name="apporté par",
                    ),
                ),
            ],
            options={
                "verbose_name": "moyen d’ingénierie",
                "verbose_name_plural": "moyens d’ingénierie",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                ("title", models.CharField(max_length=300, verbose_name="intitulé")),
                ("object", models.TextField(blank=True, verbose_name="objet")),
                ("state", models.CharField(blank=True, max_length=60, verbose_name="état")),
                (
                    "start",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="début"),
                ),
                (
                    "end",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="fin"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="contracts.contract"
                    ),
                ),
                (
                    "parties",
                    models.ManyToManyField(
                        blank=True, related_name="agreements", to="contracts.listedorganisation", verbose_name="parties"
                    ),
                ),
            ],
            options={
                "verbose_name": "convention",
                "verbose_name_plural": "conventions",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("chef-de-projet", "chef·fe de projet"), ("elu", "élu·e")],
                        max_length=20,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="contracts.contract"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rôle dans un contrat",
                "verbose_name_plural": "rôles dans un contrat",
                "ordering": ["contract", "role", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "user", "role"), name="membership_unique")],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                    "date",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="date"),
                ),
                ("label", models.CharField(max_length=300, verbose_name="libellé")),
                ("kind", models.CharField(blank=True, max_length=60, verbose_name="nature")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "jalon",
                "verbose_name_plural": "jalons",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PrintedTable",
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
                        max_length=120,
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
                ("columns", models.JSONField(default=list, verbose_name="colonnes")),
                ("rows", faubourg.core.fields.FaithfulJSONField(default=list, verbose_name="lignes")),
                ("computed", models.BooleanField(blank=True, null=True, verbose_name="compté, non imprimé")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unité")),
                ("year", models.PositiveIntegerField(blank=True, null=True, verbose_name="année")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tables", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "tableau du document",
                "verbose_name_plural": "tableaux du document",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="printed_table_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Published",
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
                        max_length=120,
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
                    "value",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="valeur"),
                ),
                ("printed", models.CharField(blank=True, max_length=200, verbose_name="imprimé")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unité")),
                (
                    "breakdown",
                    faubourg.core.fields.FaithfulJSONField(blank=True, default=dict, verbose_name="ventilation"),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        choices=[("", "imprimé"), ("compté", "compté")],
                        max_length=20,
                        verbose_name="origine",
                    ),
                ),
                ("measure", faubourg.core.fields.FaithfulJSONField(default=dict, verbose_name="mesure")),
                (
                    "computable",
                    models.CharField(
                        choices=[
                            ("lignes", "lignes"),
                            ("tableaux", "tableaux"),
                            ("enregistrements", "enregistrements"),
                            ("sans", "rien"),
                        ],
                        max_length=20,
                        verbose_name="calculable sur",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="published", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "chiffre publié",
                "verbose_name_plural": "chiffres publiés",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="published_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="ReferenceText",
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
                ("title", models.CharField(max_length=300, verbose_name="intitulé")),
                ("kind", models.CharField(blank=True, max_length=60, verbose_name="nature")),
                (
                    "date",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="date"),
                ),
                ("content", models.TextField(blank=True, verbose_name="ce qu’on en retient")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reference_texts",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "texte de référence",
                "verbose_name_plural": "textes de référence",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
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
                ("function", models.CharField(blank=True, max_length=200, verbose_name="fonction")),
                (
                    "signed_on",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="signé le"
                    ),
                ),
                ("commitment", models.CharField(blank=True, max_length=300, verbose_name="niveau d’engagement")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="contracts.contract"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="contracts.listedorganisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["contract", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SourceSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="section")),
                ("content", faubourg.core.fields.FaithfulJSONField(verbose_name="contenu")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_sections",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "section du document",
                "verbose_name_plural": "sections du document",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "name"), name="source_section_unique")],
            },
        ),
        migrations.CreateModel(
            name="StatusState",
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
                ("key", models.CharField(max_length=40, verbose_name="clé")),
                ("label", models.CharField(max_length=120, verbose_name="libellé")),
                ("legend", models.CharField(blank=True, max_length=200, verbose_name="légende")),
                ("counts_as_implemented", models.BooleanField(blank=True, null=True, verbose_name="vaut réalisation")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_scale",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "état d’avancement",
                "verbose_name_plural": "échelle d’avancement",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="status_state_unique")],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="clé")),
                ("label", models.CharField(max_length=120, verbose_name="libellé")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "is_declared",
                    models.BooleanField(
                        default=True, help_text="Non : lue sur une ligne, sans libellé.", verbose_name="expliquée"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "étiquette",
                "verbose_name_plural": "étiquettes",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="tag_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="numéro")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="intitulé")),
                (
                    "state",
                    models.CharField(
                        choices=[("brouillon", "brouillon"), ("adoptee", "adoptée")],
                        default="brouillon",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                (
                    "adopted_on",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="adoptée le"
                    ),
                ),
                ("is_reconstituted", models.BooleanField(default=False, verbose_name="reconstituée")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["contract", "number"],
                "constraints": [models.UniqueConstraint(fields=("contract", "number"), name="version_number_unique")],
            },
        ),
        migrations.CreateModel(
            name="Node",
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
                ("code", models.CharField(blank=True, max_length=40, verbose_name="code")),
                ("title", models.TextField(verbose_name="intitulé")),
                (
                    "title_variants",
                    models.JSONField(blank=True, default=list, verbose_name="autres intitulés imprimés"),
                ),
                (
                    "declared_counts",
                    faubourg.core.fields.FaithfulJSONField(blank=True, default=dict, verbose_name="compteurs imprimés"),
                ),
                (
                    "sdg",
                    faubourg.core.fields.FaithfulJSONField(
                        blank=True, default=list, verbose_name="objectifs de développement durable"
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="résumé")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="thème")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="numéro imprimé")),
                ("empty_reason", models.TextField(blank=True, verbose_name="pourquoi rien dessous")),
                ("handled_elsewhere", models.CharField(blank=True, max_length=300, verbose_name="traité ailleurs")),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="contracts.level",
                        verbose_name="niveau",
                    ),
                ),
                (
                    "lineage",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="contracts.lineage",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="contracts.node",
                        verbose_name="sous",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="nodes", to="contracts.tag", verbose_name="étiquettes"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nodes", to="contracts.version"
                    ),
                ),
            ],
            options={
                "verbose_name": "élément de l’arbre",
                "verbose_name_plural": "arbre du plan",
                "ordering": ["version", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("version", "key"), name="node_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="NodeLegalObjective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "lutter contre les inégalités, la pauvreté et les fractures"),
                            (2, "garantir l’égalité réelle d’accès aux droits et aux services publics"),
                            (3, "agir pour le développement économique, l’emploi et l’insertion"),
                            (4, "agir pour l’amélioration de l’habitat"),
                            (5, "développer la prévention, la santé et l’accès aux soins"),
                            (6, "garantir la tranquillité des habitants"),
                            (7, "favoriser l’intégration des quartiers et la mobilité"),
                            (8, "promouvoir le développement équilibré et la ville durable"),
                            (9, "reconnaître et valoriser l’histoire et la mémoire des quartiers"),
                            (10, "concourir à l’égalité femmes-hommes et lutter contre les discriminations"),
                        ],
                        verbose_name="objectif",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_objectives",
                        to="contracts.node",
                    ),
                ),
            ],
            options={
                "verbose_name": "objectif légal",
                "verbose_name_plural": "objectifs légaux",
                "ordering": ["node", "number"],
                "constraints": [models.UniqueConstraint(fields=("node", "number"), name="node_legal_objective_unique")],
            },
        ),
        migrations.CreateModel(
            name="CommitmentType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter", models.CharField(max_length=3, verbose_name="lettre")),
                ("label", models.CharField(max_length=60, verbose_name="libellé")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitment_types",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "type d’engagement",
                "verbose_name_plural": "types d’engagement",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "letter"), name="commitment_type_unique")],
            },
        ),
        migrations.CreateModel(
            name="FicheSection",
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
                ("action_kind", models.CharField(max_length=20, verbose_name="nature d’action")),
                ("block", models.CharField(max_length=60, verbose_name="bloc")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                ("help_text", models.TextField(blank=True, verbose_name="aide")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fiche_sections",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "rubrique des fiches",
                "verbose_name_plural": "rubriques des fiches",
                "ordering": ["contract", "action_kind", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "action_kind", "block"), name="fiche_section_unique")
                ],
            },
        ),
        migrations.AddField(
            model_name="anomaly",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="anomalies", to="contracts.contract"
            ),
        ),
        migrations.AddField(
            model_name="contractpage",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="contracts.contract"
            ),
        ),
        migrations.AddField(
            model_name="deliberation",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deliberations", to="contracts.contract"
            ),
        ),
        migrations.AddField(
            model_name="level",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="contracts.contract"
            ),
        ),
        migrations.AddField(
            model_name="lineage",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lineages", to="contracts.contract"
            ),
        ),
        migrations.AddField(
            model_name="listedterritory",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="territories", to="contracts.contract"
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="current_version",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contracts.version",
            ),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=models.UniqueConstraint(fields=("contract", "family", "name"), name="level_name_unique"),
        ),
        migrations.AddConstraint(
            model_name="listedterritory",
            constraint=models.UniqueConstraint(fields=("contract", "key"), name="listed_territory_key_unique"),
        ),
    ]
