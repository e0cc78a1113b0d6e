import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import faubourg.core.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contracts", "0008_posts_and_their_holders"),
        ("indicators", "0003_notes_of_values"),
    ]

    operations = [
        migrations.CreateModel(
            name="Register",
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
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                (
                    "unit",
                    models.CharField(
                        help_text="« une entreprise », « un poste » : une chose, jamais une personne.",
                        max_length=80,
                        verbose_name="une ligne est",
                    ),
                ),
                ("help_text", models.TextField(blank=True, verbose_name="aide")),
                ("states", faubourg.core.fields.FaithfulJSONField(blank=True, default=list, verbose_name="états")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="registers", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "registre",
                "verbose_name_plural": "registres",
                "ordering": ["contract", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "key"), name="register_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="RegisterColumn",
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
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("texte", "texte"),
                            ("nombre", "nombre"),
                            ("montant", "montant en euros"),
                            ("date", "date"),
                            ("oui-non", "oui ou non"),
                            ("choix", "choix dans une liste"),
                            ("organisation", "organisation du contrat"),
                            ("territoire", "territoire du contrat"),
                            ("action", "action du contrat"),
                        ],
                        default="texte",
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("options", models.JSONField(blank=True, default=list, verbose_name="choix possibles")),
                ("required", models.BooleanField(default=False, verbose_name="obligatoire")),
                (
                    "breaks_down",
                    models.BooleanField(
                        default=False,
                        help_text="Les comptes se donnent aussi par valeur de cette colonne.",
                        verbose_name="ventile les comptes",
                    ),
                ),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="aide")),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="columns", to="registers.register"
                    ),
                ),
            ],
            options={
                "verbose_name": "colonne de registre",
                "verbose_name_plural": "colonnes de registre",
                "ordering": ["register", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("register", "key"), name="register_column_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="RegisterCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "aggregate",
                    models.CharField(
                        choices=[("nombre", "le nombre de lignes"), ("somme", "la somme d’une colonne")],
                        default="nombre",
                        max_length=10,
                        verbose_name="compter",
                    ),
                ),
                ("column", models.CharField(blank=True, max_length=80, verbose_name="colonne à additionner")),
                ("year_column", models.CharField(max_length=80, verbose_name="année prise dans")),
                ("states", models.JSONField(blank=True, default=list, verbose_name="états comptés")),
                ("where", models.JSONField(blank=True, default=dict, verbose_name="lignes gardées")),
                ("by", models.JSONField(blank=True, default=list, verbose_name="ventilations")),
                (
                    "lineage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_counts",
                        to="contracts.lineage",
                        verbose_name="indicateur",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="registers.register"
                    ),
                ),
            ],
            options={
                "verbose_name": "compte d’un registre",
                "verbose_name_plural": "comptes des registres",
                "ordering": ["register", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RegisterRow",
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
                ("state", models.CharField(blank=True, max_length=80, verbose_name="état")),
                ("values", faubourg.core.fields.FaithfulJSONField(blank=True, default=dict, verbose_name="valeurs")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_rows",
                        to="contracts.listedorganisation",
                        verbose_name="tenue par",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="registers.register",
                        verbose_name="registre",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de registre",
                "verbose_name_plural": "lignes de registre",
                "ordering": ["register", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Reported",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="valeur reportée"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="reportée le")),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reported",
                        to="registers.registercount",
                    ),
                ),
                (
                    "observation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="from_register",
                        to="indicators.observation",
                    ),
                ),
            ],
            options={
                "verbose_name": "valeur reportée d’un registre",
                "verbose_name_plural": "valeurs reportées des registres",
                "ordering": ["count", "pk"],
            },
        ),
    ]
