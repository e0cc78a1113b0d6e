import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import faubourg.core.fields
import faubourg.core.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contracts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionStatus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stated_on",
                    faubourg.core.records.PartialDateField(
                        blank=True, default="", max_length=10, verbose_name="constaté le"
                    ),
                ),
                ("inferred", models.BooleanField(default=False, verbose_name="déduit")),
                ("confidence", models.CharField(blank=True, max_length=20, verbose_name="confiance")),
                (
                    "lineage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statuses", to="contracts.lineage"
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statuses",
                        to="contracts.statusstate",
                        verbose_name="état",
                    ),
                ),
            ],
            options={
                "verbose_name": "avancement",
                "verbose_name_plural": "avancements",
                "ordering": ["lineage", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Clause",
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
                ("kind", models.CharField(max_length=80, verbose_name="nature")),
                ("text", models.TextField(verbose_name="texte")),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="contracts.node",
                        verbose_name="objectif",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "cahier des charges",
                "ordering": ["node__version", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NationalMeasure",
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
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="national_measures",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "mesure nationale",
                "verbose_name_plural": "mesures nationales",
                "ordering": ["contract", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "key"), name="national_measure_key_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Public",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.TextField(verbose_name="public")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="publics", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "public",
                "verbose_name_plural": "publics",
                "ordering": ["contract", "label", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "label"), name="public_label_unique")],
            },
        ),
        migrations.CreateModel(
            name="Action",
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
                ("subtitle", models.CharField(blank=True, max_length=300, verbose_name="sous-titre")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fiche", "fiche action"),
                            ("sous-action", "sous-action"),
                            ("engagement", "engagement"),
                            ("action", "action"),
                            ("type-de-projet", "type de projet attendu"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("commitment_type", models.CharField(blank=True, max_length=3, verbose_name="type d’engagement")),
                (
                    "nature",
                    models.CharField(blank=True, max_length=60, verbose_name="mise en œuvre, réflexion ou étude"),
                ),
                ("objectives", models.JSONField(blank=True, default=list, verbose_name="objectifs")),
                ("effects", models.JSONField(blank=True, default=list, verbose_name="effets attendus")),
                ("calendar", models.TextField(blank=True, verbose_name="calendrier imprimé")),
                (
                    "start",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="début"),
                ),
                (
                    "end",
                    faubourg.core.records.PartialDateField(blank=True, default="", max_length=10, verbose_name="fin"),
                ),
                ("condition", models.TextField(blank=True, help_text="« sous réserve de… »", verbose_name="condition")),
                ("text", models.TextField(blank=True, verbose_name="texte complet")),
                ("summary", models.TextField(blank=True, verbose_name="résumé")),
                (
                    "title_variants",
                    models.JSONField(blank=True, default=list, verbose_name="autres intitulés imprimés"),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("doit", "doit"),
                            ("necessaire", "il est nécessaire de"),
                            ("peut", "peut"),
                            ("pourrait", "pourrait"),
                        ],
                        max_length=12,
                        verbose_name="force des mots",
                    ),
                ),
                ("wording_quote", models.CharField(blank=True, max_length=300, verbose_name="mots du document")),
                ("scale", models.CharField(blank=True, max_length=120, verbose_name="échelle d’application")),
                ("participation", models.CharField(blank=True, max_length=120, verbose_name="degré de participation")),
                ("no_pilot_reason", models.TextField(blank=True, verbose_name="pourquoi sans pilote")),
                ("no_indicator_reason", models.TextField(blank=True, verbose_name="pourquoi sans indicateur")),
                ("also_under", models.JSONField(blank=True, default=list, verbose_name="figure aussi dans")),
                ("in_toolbox", models.BooleanField(blank=True, null=True, verbose_name="dans la boîte à outils")),
                (
                    "in_thematic_part",
                    models.BooleanField(blank=True, null=True, verbose_name="dans la partie thématique"),
                ),
                ("transversal", models.BooleanField(blank=True, null=True, verbose_name="transversale")),
                (
                    "line_end",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="dernière ligne de la source"),
                ),
                (
                    "lineage",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="contracts.lineage",
                    ),
                ),
                (
                    "nodes",
                    models.ManyToManyField(
                        blank=True, related_name="actions", to="contracts.node", verbose_name="place dans l’arbre"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="actions.action",
                        verbose_name="fait partie de",
                    ),
                ),
                (
                    "shared_with",
                    models.ManyToManyField(
                        blank=True, related_name="shared_by", to="actions.action", verbose_name="partagé avec"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet_actions",
                        to="contracts.listedorganisation",
                        verbose_name="page d’acteur",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="actions", to="contracts.tag", verbose_name="étiquettes"
                    ),
                ),
                (
                    "territories",
                    models.ManyToManyField(
                        blank=True, related_name="actions", to="contracts.listedterritory", verbose_name="territoires"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="contracts.version"
                    ),
                ),
                (
                    "publics",
                    models.ManyToManyField(
                        blank=True, related_name="actions", to="actions.public", verbose_name="publics"
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
                "ordering": ["version", "position", "pk"],
                "indexes": [models.Index(fields=["version", "commitment_type"], name="action_commitment_type")],
                "constraints": [models.UniqueConstraint(fields=("version", "key"), name="action_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="CrossReference",
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
                ("source_key", models.CharField(blank=True, max_length=120, verbose_name="depuis (hors du plan)")),
                ("target_key", models.CharField(blank=True, max_length=120, verbose_name="vers (hors du plan)")),
                ("kind", models.CharField(blank=True, max_length=120, verbose_name="nature")),
                ("printed", models.CharField(blank=True, max_length=200, verbose_name="imprimé")),
                (
                    "from_action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references_out",
                        to="actions.action",
                        verbose_name="depuis l’action",
                    ),
                ),
                (
                    "from_node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references_out",
                        to="contracts.node",
                        verbose_name="depuis l’élément",
                    ),
                ),
                (
                    "to_action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references_in",
                        to="actions.action",
                        verbose_name="vers l’action",
                    ),
                ),
                (
                    "to_node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references_in",
                        to="contracts.node",
                        verbose_name="vers l’élément",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cross_references",
                        to="contracts.version",
                    ),
                ),
                (
                    "to_measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references_in",
                        to="actions.nationalmeasure",
                        verbose_name="vers la mesure nationale",
                    ),
                ),
            ],
            options={
                "verbose_name": "renvoi",
                "verbose_name_plural": "renvois",
                "ordering": ["version", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="nom")),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="sigle")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="actions.scheme",
                        verbose_name="réuni à",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispositif de l’instance",
                "verbose_name_plural": "dispositifs de l’instance",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="scheme_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedScheme",
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
                ("name", models.CharField(max_length=300, verbose_name="nom")),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="sigle")),
                ("kind", models.CharField(blank=True, max_length=120, verbose_name="nature")),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="autres noms")),
                ("validity", models.CharField(blank=True, max_length=120, verbose_name="validité")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="schemes", to="contracts.contract"
                    ),
                ),
                (
                    "holders",
                    models.ManyToManyField(
                        blank=True, related_name="schemes", to="contracts.listedorganisation", verbose_name="portés par"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="actions.scheme",
                        verbose_name="dispositif de l’instance",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispositif",
                "verbose_name_plural": "dispositifs",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="listed_scheme_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Means",
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
                        choices=[("droit commun", "droit commun"), ("credits specifiques", "crédits spécifiques")],
                        max_length=20,
                        verbose_name="origine",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="texte")),
                ("nature", models.CharField(blank=True, max_length=60, verbose_name="nature")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=18, null=True, verbose_name="quantité"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unité")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="montant (€)"
                    ),
                ),
                ("amount_period", models.CharField(blank=True, max_length=60, verbose_name="période du montant")),
                (
                    "share_pct",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name="part (%)"),
                ),
                ("frame", models.CharField(blank=True, max_length=120, verbose_name="cadre")),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="condition")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="means",
                        to="actions.action",
                        verbose_name="action",
                    ),
                ),
                (
                    "funders",
                    models.ManyToManyField(
                        blank=True,
                        related_name="funded_means",
                        to="contracts.listedorganisation",
                        verbose_name="financeurs",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="means",
                        to="contracts.listedorganisation",
                        verbose_name="apporté par",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="means",
                        to="actions.listedscheme",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "shared_with",
                    models.ManyToManyField(
                        blank=True, related_name="shared_means", to="actions.action", verbose_name="partagé avec"
                    ),
                ),
            ],
            options={
                "verbose_name": "moyen",
                "verbose_name_plural": "moyens",
                "ordering": ["action__version", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SchemeLink",
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
                ("firmness", models.CharField(blank=True, max_length=60, verbose_name="fermeté")),
                ("validity", models.CharField(blank=True, max_length=120, verbose_name="validité")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scheme_links",
                        to="actions.action",
                        verbose_name="action",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scheme_links",
                        to="contracts.node",
                        verbose_name="élément de l’arbre",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="actions.listedscheme",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scheme_links", to="contracts.version"
                    ),
                ),
            ],
            options={
                "verbose_name": "lien à un dispositif",
                "verbose_name_plural": "liens aux dispositifs",
                "ordering": ["version", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action", None), ("node", None), _connector="XOR"),
                        name="scheme_link_of_an_action_or_a_node",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionLegalObjective",
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
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_objectives",
                        to="actions.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "objectif légal",
                "verbose_name_plural": "objectifs légaux",
                "ordering": ["action", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "number"), name="action_legal_objective_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionRole",
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
                            ("pilote", "pilote"),
                            ("co-pilote", "co-pilote"),
                            ("partenaire", "partenaire"),
                            ("financeur", "financeur"),
                            ("operateur", "opérateur"),
                            ("producteur", "producteur d’indicateur"),
                        ],
                        max_length=12,
                        verbose_name="rôle",
                    ),
                ),
                ("service", models.CharField(blank=True, max_length=200, verbose_name="service")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="fonction")),
                ("qualifier", models.CharField(blank=True, max_length=200, verbose_name="précision")),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="condition")),
                ("printed", models.CharField(blank=True, max_length=300, verbose_name="imprimé")),
                ("origin", models.CharField(blank=True, max_length=120, verbose_name="lu dans")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="actions.action",
                        verbose_name="action",
                    ),
                ),
                (
                    "components",
                    models.ManyToManyField(
                        blank=True,
                        related_name="component_roles",
                        to="contracts.listedorganisation",
                        verbose_name="composé de",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="contracts.node",
                        verbose_name="élément de l’arbre",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="contracts.listedorganisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="contracts.listedterritory",
                        verbose_name="territoire",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="contracts.version"
                    ),
                ),
            ],
            options={
                "verbose_name": "rôle",
                "verbose_name_plural": "rôles",
                "ordering": ["version", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action", None), ("node", None), _connector="XOR"),
                        name="role_of_an_action_or_a_node",
                    )
                ],
            },
        ),
    ]
