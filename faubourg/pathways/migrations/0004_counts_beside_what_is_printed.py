import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0008_posts_and_their_holders"),
        ("pathways", "0003_clauses_childcare_and_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="BridgeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measured",
                    models.CharField(
                        choices=[
                            ("participants", "personnes suivies dans l’année"),
                            ("entrees", "personnes entrées dans l’année"),
                            ("sorties-positives", "personnes sorties positivement dans l’année"),
                            ("emplois", "personnes ayant une étape emploi dans l’année"),
                            ("formations", "personnes ayant une étape formation dans l’année"),
                            ("freins", "personnes ayant une étape de levée des freins dans l’année"),
                        ],
                        max_length=20,
                        verbose_name="ce qui est compté",
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("total", "total"),
                            ("sexe", "total et par sexe"),
                            ("qpv", "total et par QPV"),
                            ("qpv-sexe", "total, par sexe, par QPV, par QPV et sexe"),
                        ],
                        default="total",
                        max_length=12,
                        verbose_name="ventilation",
                    ),
                ),
                ("start", models.DateField(verbose_name="depuis le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_bridges",
                        to="contracts.contract",
                    ),
                ),
                (
                    "lineage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_bridges",
                        to="contracts.lineage",
                        verbose_name="indicateur nourri",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_bridges",
                        to="contracts.listedorganisation",
                        verbose_name="producteur",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_bridges_received",
                        to="contracts.contract",
                        verbose_name="contrat qui reçoit",
                    ),
                ),
            ],
            options={
                "verbose_name": "report vers un indicateur",
                "verbose_name_plural": "reports vers des indicateurs",
                "ordering": ["contract_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end", None)),
                        fields=("contract", "measured", "by", "lineage"),
                        name="bridge_rule_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Carried",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("place", models.CharField(max_length=60, verbose_name="cellule")),
                ("text", models.CharField(max_length=20, verbose_name="valeur")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carried", to="pathways.bridgerule"
                    ),
                ),
            ],
            options={
                "verbose_name": "valeur reportée",
                "verbose_name_plural": "valeurs reportées",
                "ordering": ["rule_id", "year", "pk"],
                "constraints": [models.UniqueConstraint(fields=("rule", "year", "place"), name="carried_once_a_cell")],
            },
        ),
        migrations.CreateModel(
            name="PrintedSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report_table",
                    models.CharField(
                        choices=[
                            ("prescriptions", "Prescriptions par prescripteur"),
                            ("entrees", "Entrées et taux d’intégration"),
                            ("capacite", "Personnes suivies et places, par structure"),
                            ("sexe", "Participants par sexe"),
                            ("brsa", "Bénéficiaires du RSA"),
                            ("ages", "Participants par âge"),
                            ("niveaux", "Niveau de qualification"),
                            ("residence", "Participants selon le quartier prioritaire"),
                            ("emplois-parcours", "Étapes emploi : emplois de parcours"),
                            ("emplois-sortie", "Étapes emploi : validées ou à valider en sortie positive"),
                            ("emplois", "Étapes emploi : total"),
                            ("formations", "Étapes formation par domaine"),
                            ("freins", "Étapes de levée des freins par domaine"),
                            ("sorties-positives", "Sorties positives par catégorie"),
                            ("sorties", "Sorties par nature"),
                            ("motifs-sortie", "Sorties par motif"),
                            ("ateliers", "Ateliers collectifs"),
                            ("ecoute", "Écoute psychologique"),
                            ("clauses", "Clauses : bénéficiaires"),
                            ("clauses-heures", "Clauses : heures d’insertion par donneur d’ordre"),
                            ("situation", "Situation de l’emploi (tableau publié)"),
                            ("dispositifs", "Dispositifs (tableau publié)"),
                        ],
                        max_length=30,
                        verbose_name="tableau du rapport",
                    ),
                ),
                ("table", models.CharField(max_length=120, verbose_name="clé du tableau imprimé")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="année")),
                (
                    "column",
                    models.CharField(blank=True, help_text="Vide : toutes.", max_length=120, verbose_name="colonne"),
                ),
                ("labels", models.JSONField(blank=True, default=dict, verbose_name="correspondance des libellés")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plie_series", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "série publiée du rapport du PLIE",
                "verbose_name_plural": "séries publiées du rapport du PLIE",
                "ordering": ["contract_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "report_table", "table"), name="printed_series_unique")
                ],
            },
        ),
        migrations.AddField(
            model_name="protocol",
            name="records_from",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Les années d’avant viennent des tableaux publiés. Vide : tout est compté sur les dossiers.",
                null=True,
                verbose_name="première année tenue ici",
            ),
        ),
    ]
