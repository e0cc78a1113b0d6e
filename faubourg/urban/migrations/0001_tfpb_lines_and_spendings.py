import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contracts", "0008_posts_and_their_holders"),
    ]

    operations = [
        migrations.CreateModel(
            name="TfpbLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("dwellings", models.PositiveIntegerField(blank=True, null=True, verbose_name="logements")),
                (
                    "abatement",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="abattement"
                    ),
                ),
                (
                    "declared_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="total déclaré des dépenses",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("programme", "programme prévu"),
                            ("declare", "bilan déclaré"),
                            ("verifie", "bilan vérifié"),
                        ],
                        default="declare",
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="ligne de la source")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tfpb_lines", to="contracts.contract"
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tfpb_lines",
                        to="contracts.listedorganisation",
                        verbose_name="bailleur",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tfpb_lines",
                        to="contracts.listedterritory",
                        verbose_name="quartier",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne d’abattement de TFPB",
                "verbose_name_plural": "lignes d’abattement de TFPB",
                "ordering": ["contract", "-year", "landlord__name", "territory__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "territory", "year"), name="tfpb_line_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2001, 2100))), name="tfpb_year_plausible"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("abatement", None), ("abatement__gte", 0), _connector="OR"),
                        name="tfpb_abatement_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("declared_total", None), ("declared_total__gte", 0), _connector="OR"),
                        name="tfpb_declared_total_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TfpbSpending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("presence", "Renforcement de la présence du personnel de proximité"),
                            ("formation", "Formation / soutien des personnels de proximité"),
                            ("sur-entretien", "Sur-entretien"),
                            ("dechets", "Gestion des déchets et encombrants / épaves"),
                            ("tranquillite", "Tranquillité résidentielle"),
                            ("concertation", "Concertation / sensibilisation des locataires"),
                            ("lien-social", "Animation, lien social, vivre ensemble"),
                            ("petits-travaux", "Petits travaux d’amélioration de la qualité de service"),
                        ],
                        max_length=20,
                        verbose_name="poste",
                    ),
                ),
                (
                    "planned",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="prévu"),
                ),
                (
                    "real",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="réalisé"),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spendings", to="urban.tfpbline"
                    ),
                ),
            ],
            options={
                "verbose_name": "dépense de TFPB",
                "verbose_name_plural": "dépenses de TFPB",
                "ordering": ["line", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "category"), name="tfpb_spending_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("planned", None), ("planned__gte", 0), _connector="OR"),
                        name="tfpb_planned_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("real", None), ("real__gte", 0), _connector="OR"),
                        name="tfpb_real_not_negative",
                    ),
                ],
            },
        ),
    ]
