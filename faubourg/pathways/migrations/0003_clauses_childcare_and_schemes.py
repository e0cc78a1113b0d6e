import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("contracts", "0008_posts_and_their_holders"),
        ("pathways", "0002_index_of_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                ("first_name", models.CharField(blank=True, max_length=120, verbose_name="prénom")),
                (
                    "name_key",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="noms, pour la recherche"
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("F", "femme"), ("H", "homme"), ("", "non renseigné")],
                        max_length=1,
                        verbose_name="sexe",
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date de naissance")),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="année de naissance"
                    ),
                ),
                (
                    "retention_notice_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="avis avant anonymisation, le"
                    ),
                ),
                (
                    "anonymised_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="anonymisé le"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_beneficiaries",
                        to="contracts.contract",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beneficiaries",
                        to="pathways.participant",
                        verbose_name="dossier du PLIE",
                    ),
                ),
            ],
            options={
                "verbose_name": "personne d’un dispositif",
                "verbose_name_plural": "personnes des dispositifs",
                "ordering": ["contract_id", "last_name", "first_name", "pk"],
                "indexes": [models.Index(fields=["contract", "name_key"], name="beneficiary_names")],
            },
        ),
        migrations.CreateModel(
            name="BeneficiaryReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="pathways.beneficiary"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation d’une personne",
                "verbose_name_plural": "consultations de personnes",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["beneficiary", "-at"], name="beneficiary_reading_latest")],
            },
        ),
        migrations.CreateModel(
            name="Buyer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="donneur d’ordre")),
                (
                    "line",
                    models.CharField(
                        blank=True, help_text="Vide : son propre nom.", max_length=200, verbose_name="ligne du tableau"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clause_buyers",
                        to="contracts.contract",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedorganisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "donneur d’ordre",
                "verbose_name_plural": "donneurs d’ordre",
                "ordering": ["contract_id", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "name"), name="buyer_name_unique")],
            },
        ),
        migrations.CreateModel(
            name="ClauseOperation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="opération")),
                (
                    "buyer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="pathways.buyer",
                        verbose_name="donneur d’ordre",
                    ),
                ),
            ],
            options={
                "verbose_name": "opération clausée",
                "verbose_name_plural": "opérations clausées",
                "ordering": ["buyer_id", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("buyer", "name"), name="clause_operation_unique")],
            },
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="entreprise")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clause_companies",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "entreprise des clauses",
                "verbose_name_plural": "entreprises des clauses",
                "ordering": ["contract_id", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "name"), name="company_name_unique")],
            },
        ),
        migrations.CreateModel(
            name="Market",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="marché")),
                ("start", models.DateField(blank=True, null=True, verbose_name="début")),
                ("end", models.DateField(blank=True, null=True, verbose_name="fin")),
                (
                    "committed_hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="heures d’insertion prévues"
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markets",
                        to="pathways.clauseoperation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "marché clausé",
                "verbose_name_plural": "marchés clausés",
                "ordering": ["operation_id", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("operation", "name"), name="market_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="market_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("committed_hours", None), ("committed_hours__gte", 0), _connector="OR"),
                        name="market_hours",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="lot")),
                (
                    "committed_hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="heures d’insertion prévues"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="pathways.company",
                        verbose_name="titulaire",
                    ),
                ),
                (
                    "market",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="pathways.market",
                        verbose_name="marché",
                    ),
                ),
            ],
            options={
                "verbose_name": "lot",
                "verbose_name_plural": "lots",
                "ordering": ["market_id", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("market", "name"), name="lot_unique")],
            },
        ),
        migrations.CreateModel(
            name="ClauseContract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_brsa", models.BooleanField(blank=True, null=True, verbose_name="BRSA")),
                ("long_unemployed", models.BooleanField(blank=True, null=True, verbose_name="DELD")),
                ("disabled_worker", models.BooleanField(blank=True, null=True, verbose_name="RQTH")),
                (
                    "qpv",
                    models.CharField(
                        choices=[("dedans", "en QPV"), ("dehors", "hors QPV"), ("indetermine", "indéterminé")],
                        default="indetermine",
                        max_length=20,
                        verbose_name="QPV ?",
                    ),
                ),
                ("start", models.DateField(verbose_name="début")),
                ("end", models.DateField(blank=True, null=True, verbose_name="fin")),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clause_contracts",
                        to="pathways.beneficiary",
                        verbose_name="personne",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="commune",
                    ),
                ),
                (
                    "contract_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="type de contrat",
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
                        verbose_name="QPV",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clause_contracts",
                        to="pathways.company",
                        verbose_name="entreprise",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Association intermédiaire, entreprise de travail temporaire…",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employed",
                        to="pathways.company",
                        verbose_name="employeur, si c’est un autre",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="pathways.lot",
                        verbose_name="lot",
                    ),
                ),
                (
                    "market",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="pathways.market",
                        verbose_name="marché",
                    ),
                ),
            ],
            options={
                "verbose_name": "contrat clauses",
                "verbose_name_plural": "contrats clauses",
                "ordering": ["-start", "-pk"],
                "indexes": [models.Index(fields=["start", "end"], name="clause_contract_dates")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("territory", None), ("qpv", "dedans"), _connector="OR"),
                        name="clausecontract_territory_is_a_qpv",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="clause_contract_dates_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClauseHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="mois")),
                ("hours", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="heures")),
                (
                    "clause_contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="pathways.clausecontract"
                    ),
                ),
            ],
            options={
                "verbose_name": "heures d’insertion",
                "verbose_name_plural": "heures d’insertion",
                "ordering": ["clause_contract_id", "month", "pk"],
                "indexes": [models.Index(fields=["month"], name="clause_hours_month")],
                "constraints": [
                    models.UniqueConstraint(fields=("clause_contract", "month"), name="clause_hours_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 0), ("month__day", 1)), name="clause_hours_of_a_month"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MissionEvaluation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="évaluée le")),
                (
                    "appraisal",
                    models.CharField(
                        choices=[
                            ("satisfaisante", "satisfaisante"),
                            ("a-consolider", "à consolider"),
                            ("insuffisante", "insuffisante"),
                        ],
                        max_length=20,
                        verbose_name="appréciation",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="remarques"
                    ),
                ),
                (
                    "clause_contract",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluation",
                        to="pathways.clausecontract",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="suite",
                    ),
                ),
            ],
            options={
                "verbose_name": "évaluation de fin de mission",
                "verbose_name_plural": "évaluations de fin de mission",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Nursery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="crèche")),
                (
                    "carrier",
                    models.CharField(
                        blank=True,
                        help_text="Par exemple Département, CCAS.",
                        max_length=120,
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_nurseries",
                        to="contracts.contract",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedorganisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "crèche",
                "verbose_name_plural": "crèches",
                "ordering": ["contract_id", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "name"), name="nursery_name_unique")],
            },
        ),
        migrations.CreateModel(
            name="ChildcareRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_brsa", models.BooleanField(blank=True, null=True, verbose_name="BRSA")),
                ("long_unemployed", models.BooleanField(blank=True, null=True, verbose_name="DELD")),
                ("disabled_worker", models.BooleanField(blank=True, null=True, verbose_name="RQTH")),
                (
                    "qpv",
                    models.CharField(
                        choices=[("dedans", "en QPV"), ("dehors", "hors QPV"), ("indetermine", "indéterminé")],
                        default="indetermine",
                        max_length=20,
                        verbose_name="QPV ?",
                    ),
                ),
                ("date", models.DateField(verbose_name="demandée le")),
                ("children", models.PositiveSmallIntegerField(default=1, verbose_name="enfants")),
                ("single_parent", models.BooleanField(blank=True, null=True, verbose_name="parent isolé")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("attente", "en attente d’une place"),
                            ("place", "enfant accueilli"),
                            ("termine", "accueil terminé"),
                            ("sans-place", "sans place"),
                        ],
                        default="attente",
                        editable=False,
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("start", models.DateField(blank=True, null=True, verbose_name="accueil depuis le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="accueil jusqu’au")),
                (
                    "months",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="mois d’accueil"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="note"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="childcare_requests",
                        to="pathways.beneficiary",
                        verbose_name="parent",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="commune",
                    ),
                ),
                (
                    "exit_situation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="situation à la fin",
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vide : demande spontanée.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="prescripteur",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="motif",
                    ),
                ),
                (
                    "refusal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="motif sans place",
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
                        verbose_name="QPV",
                    ),
                ),
                (
                    "nursery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="pathways.nursery",
                        verbose_name="crèche",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de garde",
                "verbose_name_plural": "demandes de garde",
                "ordering": ["-date", "-pk"],
                "indexes": [models.Index(fields=["date"], name="childcare_request_date")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("territory", None), ("qpv", "dedans"), _connector="OR"),
                        name="childcarerequest_territory_is_a_qpv",
                    ),
                    models.CheckConstraint(condition=models.Q(("children__gte", 1)), name="childcare_children"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="childcare_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("start", None), ("state__in", ("attente", "sans-place"))),
                            models.Q(
                                ("end", None), ("nursery__isnull", False), ("start__isnull", False), ("state", "place")
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("nursery__isnull", False),
                                ("start__isnull", False),
                                ("state", "termine"),
                            ),
                            _connector="OR",
                        ),
                        name="childcare_state_and_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NurseryPlaces",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="depuis le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("places", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="places réservées")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        help_text="Régulier, occasionnel, en urgence…",
                        max_length=120,
                        verbose_name="accueil",
                    ),
                ),
                (
                    "nursery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="periods",
                        to="pathways.nursery",
                        verbose_name="crèche",
                    ),
                ),
            ],
            options={
                "verbose_name": "places réservées",
                "verbose_name_plural": "places réservées",
                "ordering": ["nursery_id", "start", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="nursery_places_dates",
                    ),
                    models.CheckConstraint(condition=models.Q(("places__gte", 0)), name="nursery_places_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="dispositif")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_programmes",
                        to="contracts.contract",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedorganisation",
                        verbose_name="porteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispositif à étapes",
                "verbose_name_plural": "dispositifs à étapes",
                "ordering": ["contract_id", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "name"), name="programme_name_unique")],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_brsa", models.BooleanField(blank=True, null=True, verbose_name="BRSA")),
                ("long_unemployed", models.BooleanField(blank=True, null=True, verbose_name="DELD")),
                ("disabled_worker", models.BooleanField(blank=True, null=True, verbose_name="RQTH")),
                (
                    "qpv",
                    models.CharField(
                        choices=[("dedans", "en QPV"), ("dehors", "hors QPV"), ("indetermine", "indéterminé")],
                        default="indetermine",
                        max_length=20,
                        verbose_name="QPV ?",
                    ),
                ),
                ("start", models.DateField(verbose_name="orientée le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="arrêt le")),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="note"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to="pathways.beneficiary",
                        verbose_name="personne",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="commune",
                    ),
                ),
                (
                    "end_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="motif de l’arrêt",
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="orientée par",
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
                        verbose_name="QPV",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="pathways.programme",
                        verbose_name="dispositif",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage dans un dispositif",
                "verbose_name_plural": "passages dans un dispositif",
                "ordering": ["-start", "-pk"],
                "indexes": [models.Index(fields=["programme", "start"], name="enrolment_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("territory", None), ("qpv", "dedans"), _connector="OR"),
                        name="enrolment_territory_is_a_qpv",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="enrolment_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=200, verbose_name="étape")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="pathways.programme"
                    ),
                ),
            ],
            options={
                "verbose_name": "étape d’un dispositif",
                "verbose_name_plural": "étapes d’un dispositif",
                "ordering": ["programme_id", "rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "label"), name="stage_label_unique"),
                    models.UniqueConstraint(fields=("programme", "rank"), name="stage_rank_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageReached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="le")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reached", to="pathways.enrolment"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reached",
                        to="pathways.stage",
                        verbose_name="étape",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape franchie",
                "verbose_name_plural": "étapes franchies",
                "ordering": ["enrolment_id", models.OrderBy(models.F("on")), "pk"],
                "indexes": [models.Index(fields=["stage", "on"], name="stage_reached_on")],
                "constraints": [models.UniqueConstraint(fields=("enrolment", "stage"), name="stage_reached_once")],
            },
        ),
        migrations.AddField(
            model_name="protocol",
            name="fte_hours",
            field=models.PositiveSmallIntegerField(
                default=1607,
                help_text="43 400 heures de clauses donnent alors 27 ETP.",
                verbose_name="heures d’un ETP dans l’année",
            ),
        ),
        migrations.AlterField(
            model_name="term",
            name="kind",
            field=models.CharField(
                choices=[
                    ("prescripteur", "prescripteurs"),
                    ("motif-prescription", "motifs de prescription"),
                    ("motif-refus", "motifs d’inéligibilité ou de refus"),
                    ("motif-perte", "motifs de perte avant l’entrée"),
                    ("frein", "freins"),
                    ("contrat", "types de contrat"),
                    ("ligne-emploi", "lignes du tableau des étapes emploi"),
                    ("domaine-formation", "domaines de formation"),
                    ("domaine-frein", "domaines de levée des freins"),
                    ("moyen-frein", "moyens de levée des freins"),
                    ("motif-veille", "motifs de veille"),
                    ("motif-sortie", "motifs de sortie"),
                    ("categorie-sortie", "catégories de sorties positives"),
                    ("justificatif", "justificatifs"),
                    ("qualification", "niveaux de qualification"),
                    ("atelier", "ateliers collectifs"),
                    ("suite-mission", "suites d’une mission clauses"),
                    ("motif-garde", "motifs d’une demande de garde"),
                    ("motif-sans-place", "motifs d’une demande sans place"),
                    ("sortie-garde", "situations à la fin de l’accueil"),
                    ("motif-arret", "motifs d’arrêt d’un dispositif"),
                ],
                max_length=20,
                verbose_name="liste",
            ),
        ),
        migrations.AddField(
            model_name="agent",
            name="nursery",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agents",
                to="pathways.nursery",
                verbose_name="crèche",
            ),
        ),
    ]
