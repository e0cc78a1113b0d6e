import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import faubourg.pathways.models.work


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contracts", "0008_posts_and_their_holders"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalBasis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recipient", models.CharField(max_length=200, verbose_name="destinataire")),
                (
                    "basis",
                    models.CharField(
                        help_text="Texte, convention ou consentement.", max_length=300, verbose_name="base légale"
                    ),
                ),
                ("purpose", models.CharField(max_length=300, verbose_name="finalité")),
                ("fields", models.JSONField(default=list, verbose_name="champs transmis")),
                ("start", models.DateField(verbose_name="à partir du")),
                ("end", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legal_bases", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "base légale de transmission",
                "verbose_name_plural": "bases légales de transmission",
                "ordering": ["contract_id", "recipient", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="legal_basis_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Protocol",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure_months",
                    models.PositiveSmallIntegerField(default=6, verbose_name="durée d’une mesure, en mois"),
                ),
                (
                    "maximum_months",
                    models.PositiveSmallIntegerField(default=24, verbose_name="durée maximale d’un parcours, en mois"),
                ),
                (
                    "close_days",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="rendez-vous rapprochés, tous les … jours"
                    ),
                ),
                (
                    "close_months",
                    models.PositiveSmallIntegerField(default=3, verbose_name="rendez-vous rapprochés, pendant … mois"),
                ),
                (
                    "later_days",
                    models.PositiveSmallIntegerField(default=31, verbose_name="rendez-vous ensuite, tous les … jours"),
                ),
                (
                    "alert_days",
                    models.PositiveSmallIntegerField(
                        default=45, verbose_name="prévenir de la fin d’une mesure, en jours"
                    ),
                ),
                (
                    "watch_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="veille à réexaminer après … jours"),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="0 : pas de quorum.", verbose_name="quorum de la cellule"
                    ),
                ),
                (
                    "retention_months",
                    models.PositiveSmallIntegerField(default=60, verbose_name="conservation après la sortie, en mois"),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(default=60, verbose_name="avis avant l’anonymisation, en jours"),
                ),
                ("qpv_generation", models.CharField(default="2024", max_length=20, verbose_name="génération de QPV")),
                (
                    "summary_fields",
                    models.JSONField(blank=True, default=list, verbose_name="champs exigés par la trame de bilan"),
                ),
                (
                    "contract",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_protocol",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "règles du PLIE",
                "verbose_name_plural": "règles des PLIE",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("maximum_months__gte", models.F("measure_months")), ("measure_months__gte", 1)
                        ),
                        name="protocol_durations",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="liste")),
                ("fields", models.JSONField(default=list, verbose_name="champs")),
                ("rows", models.PositiveIntegerField(verbose_name="nombre de lignes")),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_releases",
                        to="contracts.contract",
                    ),
                ),
                (
                    "legal_basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="pathways.legalbasis",
                        verbose_name="base légale",
                    ),
                ),
            ],
            options={
                "verbose_name": "liste transmise",
                "verbose_name_plural": "listes transmises",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(verbose_name="date")),
                (
                    "state",
                    models.CharField(
                        choices=[("preparee", "en préparation"), ("ouverte", "en séance"), ("close", "close")],
                        default="preparee",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(default=0, help_text="0 : pas de quorum.", verbose_name="quorum"),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="ouverte le")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                ("reopening_reason", models.TextField(blank=True, verbose_name="motif de la réouverture")),
                (
                    "minutes",
                    models.TextField(
                        blank=True, help_text="Sans aucun nom de participant.", verbose_name="observations générales"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_sessions",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "cellule de suivi",
                "verbose_name_plural": "cellules de suivi",
                "ordering": ["contract_id", "-date", "-pk"],
                "constraints": [models.UniqueConstraint(fields=("contract", "date"), name="session_one_a_day")],
            },
        ),
        migrations.CreateModel(
            name="StreetRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("street", models.CharField(max_length=200, verbose_name="voie")),
                ("key", models.CharField(editable=False, max_length=200, verbose_name="voie, pour la recherche")),
                (
                    "first",
                    models.PositiveIntegerField(
                        blank=True, help_text="Vide : toute la voie.", null=True, verbose_name="de"
                    ),
                ),
                ("last", models.PositiveIntegerField(blank=True, null=True, verbose_name="à")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("", "les deux côtés"), ("impair", "côté impair"), ("pair", "côté pair")],
                        max_length=10,
                        verbose_name="côté",
                    ),
                ),
                ("generation", models.CharField(max_length=20, verbose_name="génération")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_streets",
                        to="contracts.contract",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="QPV",
                    ),
                ),
            ],
            options={
                "verbose_name": "tronçon de voie en QPV",
                "verbose_name_plural": "tronçons de voies en QPV",
                "ordering": ["contract_id", "key", "first", "pk"],
                "indexes": [models.Index(fields=["contract", "generation", "key"], name="street_key")],
            },
        ),
        migrations.CreateModel(
            name="Structure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("fte", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="équivalents temps plein")),
                ("places_min", models.PositiveSmallIntegerField(default=70, verbose_name="places par ETP, au moins")),
                ("places_max", models.PositiveSmallIntegerField(default=90, verbose_name="places par ETP, au plus")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="ouverte le")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="fermée le")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_structures",
                        to="contracts.contract",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_structures",
                        to="contracts.listedorganisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "structure porteuse",
                "verbose_name_plural": "structures porteuses",
                "ordering": ["contract_id", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "name"), name="structure_name_unique"),
                    models.CheckConstraint(condition=models.Q(("fte__gte", 0)), name="structure_fte_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("places_max__gte", models.F("places_min"))), name="structure_places_ordered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_on", None),
                            ("closed_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="structure_closed_after_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="lieu d’accueil")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "structure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="pathways.structure"
                    ),
                ),
            ],
            options={
                "verbose_name": "lieu d’accueil",
                "verbose_name_plural": "lieux d’accueil",
                "ordering": ["structure_id", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
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
                        ],
                        max_length=20,
                        verbose_name="liste",
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="libellé")),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="code")),
                ("group", models.CharField(blank=True, max_length=40, verbose_name="groupe")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                ("start", models.DateField(blank=True, null=True, verbose_name="proposé depuis le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="proposé jusqu’au")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plie_terms", to="contracts.contract"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="pathways.term",
                        verbose_name="précise",
                    ),
                ),
            ],
            options={
                "verbose_name": "terme d’une liste du PLIE",
                "verbose_name_plural": "termes des listes du PLIE",
                "ordering": ["contract_id", "kind", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "kind", "label"), name="term_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="term_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "min_months",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="durée, à partir de"
                    ),
                ),
                (
                    "below_months",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="durée, moins de"
                    ),
                ),
                (
                    "min_weekly",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="heures par semaine, dès"
                    ),
                ),
                (
                    "below_weekly",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="heures par semaine, sous"
                    ),
                ),
                (
                    "min_hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="heures en tout, à partir de",
                    ),
                ),
                (
                    "job_class",
                    models.CharField(
                        choices=[
                            ("parcours", "emploi de parcours"),
                            ("a-valider", "sortie positive à valider"),
                            ("validee", "sortie positive validée"),
                        ],
                        max_length=20,
                        verbose_name="classement",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_job_rules",
                        to="contracts.contract",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="catégorie de sortie",
                    ),
                ),
                (
                    "contract_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="job_rules",
                        to="pathways.term",
                        verbose_name="type de contrat",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="ligne du tableau",
                    ),
                ),
            ],
            options={
                "verbose_name": "règle de classement des emplois",
                "verbose_name_plural": "règles de classement des emplois",
                "ordering": ["contract_id", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Agent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinatrice", "Coordinatrice du PLIE"),
                            ("referent", "Référent·e de parcours"),
                            ("structure", "Structure porteuse"),
                            ("prescripteur", "Prescripteur"),
                            ("validateur", "Validation des prescriptions"),
                            ("psychologue", "Psychologue"),
                            ("clauses", "Guichet des clauses"),
                            ("creche", "Crèche"),
                            ("departement", "Département"),
                            ("cellule-fse", "Cellule FSE"),
                        ],
                        max_length=20,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "validates",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("france-travail", "France Travail"),
                            ("bureau-insertion", "Bureau Insertion du Département"),
                        ],
                        max_length=20,
                        verbose_name="valide pour",
                    ),
                ),
                ("start", models.DateField(verbose_name="depuis le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plie_agents", to="contracts.contract"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_roles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="personne",
                    ),
                ),
                (
                    "legal_basis",
                    models.ForeignKey(
                        blank=True,
                        help_text="Sans elle, le Département et la cellule FSE ne lisent que des totaux.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents",
                        to="pathways.legalbasis",
                        verbose_name="base légale",
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents",
                        to="pathways.structure",
                        verbose_name="structure",
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
                        verbose_name="prescripteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "rôle dans le PLIE",
                "verbose_name_plural": "rôles dans le PLIE",
                "ordering": ["contract_id", "role", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="agent_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="fonction ou organisme")),
                ("votes", models.BooleanField(default=True, verbose_name="compte pour le quorum")),
                ("is_present", models.BooleanField(default=False, verbose_name="présent·e")),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.agent",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="pathways.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "membre de la séance",
                "verbose_name_plural": "membres de la séance",
                "ordering": ["session_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agent__isnull", False)),
                        fields=("session", "agent"),
                        name="session_member_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agent__isnull", False), models.Q(("function", ""), _negated=True), _connector="OR"
                        ),
                        name="session_member_is_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="intitulé")),
                (
                    "min_meetings",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="séances, au moins"),
                ),
                ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="places")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="workshops", to="contracts.contract"
                    ),
                ),
                (
                    "facilitators",
                    models.ManyToManyField(
                        blank=True, related_name="workshops", to="pathways.agent", verbose_name="animé par"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="thème",
                    ),
                ),
            ],
            options={
                "verbose_name": "atelier collectif",
                "verbose_name_plural": "ateliers collectifs",
                "ordering": ["contract_id", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkshopMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                (
                    "hours",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="heures"),
                ),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="sujet")),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="pathways.workshop"
                    ),
                ),
            ],
            options={
                "verbose_name": "séance d’atelier",
                "verbose_name_plural": "séances d’atelier",
                "ordering": ["workshop_id", "on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ExitFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filled_on", models.DateField(verbose_name="rempli le")),
                (
                    "seeking",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="recherche désormais un emploi",
                    ),
                ),
                (
                    "training",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="suit des études ou une formation",
                    ),
                ),
                (
                    "qualified",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="a obtenu une qualification",
                    ),
                ),
                (
                    "employed",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="exerce un emploi",
                    ),
                ),
                (
                    "employed_later",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="en emploi à six mois",
                    ),
                ),
                (
                    "improved_later",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="situation améliorée à six mois",
                    ),
                ),
            ],
            options={
                "verbose_name": "questionnaire de sortie FSE+",
                "verbose_name_plural": "questionnaires de sortie FSE+",
                "ordering": ["exit_id"],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="numéro de dossier")),
                ("last_name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                ("first_name", models.CharField(blank=True, max_length=120, verbose_name="prénom")),
                ("birth_name", models.CharField(blank=True, max_length=120, verbose_name="nom de naissance")),
                (
                    "name_key",
                    models.CharField(
                        blank=True, editable=False, max_length=400, verbose_name="noms, pour la recherche"
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
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="téléphone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="courriel")),
                (
                    "foreign_diploma",
                    models.BooleanField(blank=True, null=True, verbose_name="diplôme étranger sans équivalence"),
                ),
                ("disabled_worker", models.BooleanField(blank=True, null=True, verbose_name="RQTH")),
                ("long_unemployed", models.BooleanField(blank=True, null=True, verbose_name="DELD")),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="note"
                    ),
                ),
                ("informed_on", models.DateField(blank=True, null=True, verbose_name="notice d’information remise le")),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="consentement recueilli le")),
                (
                    "consent_withdrawn_on",
                    models.DateField(blank=True, null=True, verbose_name="consentement retiré le"),
                ),
                ("died_on", models.DateField(blank=True, null=True, verbose_name="décès le")),
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
                        related_name="participants",
                        to="contracts.contract",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="pathways.participant",
                        verbose_name="réuni au dossier",
                    ),
                ),
                (
                    "qualification",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="niveau de qualification",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "ordering": ["contract_id", "last_name", "first_name", "pk"],
                "indexes": [models.Index(fields=["contract", "birth_date"], name="participant_birth")],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="participant_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="participant_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotSame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pathways.participant"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pathways.participant"
                    ),
                ),
            ],
            options={
                "verbose_name": "homonymes distincts",
                "verbose_name_plural": "homonymes distincts",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="not_same_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="not_same_ordered"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=dict, verbose_name="lignes déplacées")),
                ("at", models.DateTimeField(verbose_name="le")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="défait le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="défait par",
                    ),
                ),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_gone",
                        to="pathways.participant",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_kept",
                        to="pathways.participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "réunion de dossiers",
                "verbose_name_plural": "réunions de dossiers",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("gone",), name="participant_merged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="le")),
                ("page", models.CharField(max_length=60, verbose_name="page")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="pathways.participant"
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation d’un dossier",
                "verbose_name_plural": "consultations de dossiers",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["participant", "-at"], name="file_reading_latest")],
            },
        ),
        migrations.CreateModel(
            name="Prescription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prescribed_by", models.CharField(blank=True, max_length=200, verbose_name="personne qui prescrit")),
                ("date", models.DateField(verbose_name="date")),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="précisions"
                    ),
                ),
                (
                    "is_brsa",
                    models.BooleanField(
                        blank=True, help_text="Vide : non renseigné.", null=True, verbose_name="bénéficiaire du RSA"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("a-verifier", "éligibilité à vérifier"),
                            ("a-valider", "validations attendues"),
                            ("a-orienter", "à orienter"),
                            ("a-admettre", "à présenter à la cellule"),
                            ("a-signer", "CER à signer"),
                            ("entre", "entré"),
                            ("ineligible", "non éligible"),
                            ("refuse", "refusé"),
                            ("perdu", "perdu avant l’entrée"),
                        ],
                        default="a-verifier",
                        editable=False,
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("eligible", models.BooleanField(blank=True, null=True, verbose_name="éligible")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="éligibilité vérifiée le")),
                ("oriented_on", models.DateField(blank=True, null=True, verbose_name="orientée le")),
                (
                    "admitted_on",
                    models.DateField(blank=True, null=True, verbose_name="entrée validée par la cellule le"),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="close le")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescriptions",
                        to="contracts.contract",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescriptions",
                        to="pathways.participant",
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.agent",
                        verbose_name="référent·e pressenti·e",
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescriptions",
                        to="pathways.structure",
                        verbose_name="orientée vers",
                    ),
                ),
                (
                    "loss_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="motif de la perte",
                    ),
                ),
                (
                    "prescriber",
                    models.ForeignKey(
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
                    "refusal_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="motif du refus",
                    ),
                ),
            ],
            options={
                "verbose_name": "prescription",
                "verbose_name_plural": "prescriptions",
                "ordering": ["contract_id", "-date", "-pk"],
                "indexes": [
                    models.Index(fields=["contract", "state"], name="prescription_state"),
                    models.Index(fields=["contract", "date"], name="prescription_date"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "perdu"), _negated=True), ("loss_reason__isnull", False), _connector="OR"
                        ),
                        name="prescription_lost_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ineligible"), _negated=True),
                            ("refusal_reason__isnull", False),
                            _connector="OR",
                        ),
                        name="prescription_ineligible_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("oriented_on", None), ("structure__isnull", False), _connector="OR"),
                        name="prescription_oriented_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "since",
                    models.DateField(
                        blank=True, help_text="Vide : date inconnue.", null=True, verbose_name="depuis le"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="adresse")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="code postal")),
                ("commune_name", models.CharField(blank=True, max_length=120, verbose_name="commune hors liste")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "qpv",
                    models.CharField(
                        choices=[("dedans", "en QPV"), ("dehors", "hors QPV"), ("indetermine", "indéterminé")],
                        default="indetermine",
                        max_length=20,
                        verbose_name="QPV ?",
                    ),
                ),
                ("generation", models.CharField(blank=True, max_length=20, verbose_name="génération de QPV")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("choix", "choisi dans la liste"),
                            ("coordonnees", "d’après les coordonnées"),
                            ("voies", "d’après la liste des voies"),
                            ("geocodeur", "d’après un service d’adresses"),
                        ],
                        max_length=20,
                        verbose_name="méthode",
                    ),
                ),
                ("determined_on", models.DateField(blank=True, null=True, verbose_name="établi le")),
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
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residences",
                        to="pathways.participant",
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
            ],
            options={
                "verbose_name": "domicile",
                "verbose_name_plural": "domiciles",
                "ordering": ["participant_id", "since", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qpv", "dedans"), ("territory__isnull", False)),
                            models.Q(models.Q(("qpv", "dedans"), _negated=True), ("territory", None)),
                            _connector="OR",
                        ),
                        name="residence_qpv_named",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pathway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entered_on", models.DateField(verbose_name="entrée (signature du CER)")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="sortie")),
                (
                    "age_at_entry",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="âge à l’entrée"
                    ),
                ),
                ("brsa_at_entry", models.BooleanField(blank=True, null=True, verbose_name="BRSA à l’entrée")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pathways", to="contracts.contract"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pathways", to="pathways.participant"
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pathways",
                        to="pathways.agent",
                        verbose_name="référent·e",
                    ),
                ),
                (
                    "prescription",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pathway",
                        to="pathways.prescription",
                    ),
                ),
                (
                    "residence_at_entry",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pathways.residence",
                        verbose_name="domicile à l’entrée",
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pathways",
                        to="pathways.structure",
                        verbose_name="structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "parcours",
                "verbose_name_plural": "parcours",
                "ordering": ["contract_id", "-entered_on", "-pk"],
                "indexes": [
                    models.Index(fields=["contract", "entered_on"], name="pathway_entered"),
                    models.Index(fields=["referent", "ended_on"], name="pathway_of_referent"),
                    models.Index(fields=["structure", "ended_on"], name="pathway_of_structure"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("participant",),
                        name="pathway_one_open_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("entered_on")), _connector="OR"
                        ),
                        name="pathway_ended_after_entered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="priorité")),
                ("text", models.CharField(max_length=300, verbose_name="objectif")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("en-cours", "en cours"),
                            ("partiel", "atteint en partie"),
                            ("atteint", "atteint"),
                            ("abandonne", "abandonné"),
                        ],
                        default="en-cours",
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("set_on", models.DateField(verbose_name="fixé le")),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="objectives", to="pathways.pathway"
                    ),
                ),
            ],
            options={
                "verbose_name": "objectif du parcours",
                "verbose_name_plural": "objectifs du parcours",
                "ordering": ["pathway_id", "rank", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                ("time", models.TimeField(blank=True, null=True, verbose_name="heure")),
                (
                    "attendance",
                    models.CharField(
                        choices=[("prevu", "prévu"), ("tenu", "tenu"), ("absent", "absent"), ("annule", "annulé")],
                        default="tenu",
                        max_length=10,
                        verbose_name="présence",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Ni donnée de santé, ni donnée de justice. La personne peut lire cette note.",
                        verbose_name="note d’entretien",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="pathways.pathway"
                    ),
                ),
            ],
            options={
                "verbose_name": "rendez-vous",
                "verbose_name_plural": "rendez-vous",
                "ordering": ["pathway_id", "-on", "-pk"],
                "indexes": [models.Index(fields=["pathway", "attendance", "on"], name="meeting_latest")],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("start", models.DateField(verbose_name="début")),
                ("end", models.DateField(verbose_name="fin")),
                ("derogation", models.TextField(blank=True, verbose_name="motif de la dérogation")),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="measures", to="pathways.pathway"
                    ),
                ),
            ],
            options={
                "verbose_name": "mesure",
                "verbose_name_plural": "mesures",
                "ordering": ["pathway_id", "rank"],
                "indexes": [models.Index(fields=["end"], name="measure_end")],
                "constraints": [
                    models.UniqueConstraint(fields=("pathway", "rank"), name="measure_rank_unique"),
                    models.UniqueConstraint(fields=("pathway", "start"), name="measure_start_unique"),
                    models.CheckConstraint(condition=models.Q(("end__gte", models.F("start"))), name="measure_dates"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filled_on", models.DateField(verbose_name="rempli le")),
                ("fse_entered_on", models.DateField(blank=True, null=True, verbose_name="date d’entrée FSE+")),
                (
                    "labour",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("emploi", "en emploi, salarié ou indépendant"),
                            ("de", "demandeur d’emploi depuis moins de 12 mois"),
                            ("deld", "demandeur d’emploi depuis 12 mois ou plus"),
                            ("formation", "inactif, en études ou en formation"),
                            ("inactif", "inactif, ni en études ni en formation"),
                            ("nsp", "ne se prononce pas"),
                        ],
                        max_length=20,
                        verbose_name="situation sur le marché du travail",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cite-0-2", "CITE 0-2 : collège au plus"),
                            ("cite-3-4", "CITE 3-4 : CAP, BEP, bac"),
                            ("cite-5-8", "CITE 5-8 : supérieur"),
                            ("nsp", "ne se prononce pas"),
                        ],
                        max_length=20,
                        verbose_name="niveau d’éducation",
                    ),
                ),
                (
                    "disability",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="handicap",
                    ),
                ),
                (
                    "third_country",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="nationalité hors UE",
                    ),
                ),
                (
                    "foreign_origin",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="origine étrangère",
                    ),
                ),
                (
                    "minority",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="minorité",
                    ),
                ),
                (
                    "homeless",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="sans domicile",
                    ),
                ),
                (
                    "rural",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="zone rurale",
                    ),
                ),
                (
                    "minimum_income",
                    models.CharField(
                        blank=True,
                        choices=[("oui", "oui"), ("non", "non"), ("nsp", "ne se prononce pas")],
                        max_length=5,
                        verbose_name="minima sociaux",
                    ),
                ),
                (
                    "pathway",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entry_facts", to="pathways.pathway"
                    ),
                ),
            ],
            options={
                "verbose_name": "questionnaire d’entrée FSE+",
                "verbose_name_plural": "questionnaires d’entrée FSE+",
                "ordering": ["pathway_id"],
            },
        ),
        migrations.CreateModel(
            name="RsaPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rsa_periods",
                        to="pathways.participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "période de RSA",
                "verbose_name_plural": "périodes de RSA",
                "ordering": ["participant_id", "start", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="rsa_period_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("emploi", "emploi"), ("formation", "formation"), ("frein", "levée des freins")],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="intitulé")),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="employeur ou organisme")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prevue", "prévue"),
                            ("en-cours", "en cours"),
                            ("totale", "réalisée en totalité"),
                            ("partielle", "réalisée en partie"),
                            ("abandonnee", "abandonnée"),
                        ],
                        default="en-cours",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("planned_start", models.DateField(blank=True, null=True, verbose_name="début prévu")),
                ("planned_end", models.DateField(blank=True, null=True, verbose_name="fin prévue")),
                ("start", models.DateField(blank=True, null=True, verbose_name="début")),
                ("end", models.DateField(blank=True, null=True, verbose_name="fin")),
                ("is_private", models.BooleanField(default=False, verbose_name="contenu réservé au professionnel")),
                ("is_qualifying", models.BooleanField(blank=True, null=True, verbose_name="formation qualifiante")),
                (
                    "months",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="durée en mois"
                    ),
                ),
                (
                    "weekly_hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="heures par semaine"
                    ),
                ),
                (
                    "total_hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="heures en tout"
                    ),
                ),
                ("in_siae", models.BooleanField(blank=True, null=True, verbose_name="dans une SIAE")),
                (
                    "job_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("parcours", "emploi de parcours"),
                            ("a-valider", "sortie positive à valider"),
                            ("validee", "sortie positive validée"),
                        ],
                        max_length=20,
                        verbose_name="classement",
                    ),
                ),
                ("is_overridden", models.BooleanField(default=False, verbose_name="classé autrement que par la règle")),
                ("override_reason", models.TextField(blank=True, verbose_name="motif du classement")),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="note"
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="pathways.pathway"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pathways.jobrule",
                        verbose_name="règle",
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
                    "domain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="domaine",
                    ),
                ),
                (
                    "job_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="ligne du tableau",
                    ),
                ),
                (
                    "means",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="moyen",
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
                        verbose_name="prescrite par",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape",
                "verbose_name_plural": "étapes",
                "ordering": ["pathway_id", models.OrderBy(models.F("start"), nulls_last=True), "pk"],
                "indexes": [models.Index(fields=["kind", "start", "end"], name="step_kind_dates")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="step_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "emploi"), ("job_class", ""), _connector="OR"),
                        name="step_class_is_a_jobs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_overridden", False), models.Q(("job_class", ""), _negated=True), _connector="OR"
                        ),
                        name="step_override_says_a_class",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="nom")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        editable=False,
                        upload_to=faubourg.pathways.models.work.opaque_path,
                        verbose_name="fichier",
                    ),
                ),
                ("mime_type", models.CharField(editable=False, max_length=100, verbose_name="type")),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="taille en octets")),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64, verbose_name="empreinte")),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proofs", to="pathways.pathway"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proofs",
                        to="pathways.step",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="nature",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce du dossier",
                "verbose_name_plural": "pièces du dossier",
                "ordering": ["pathway_id", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Exit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposee", "proposée"),
                            ("validee", "validée"),
                            ("retiree", "retirée"),
                            ("rouverte", "rouverte"),
                        ],
                        default="proposee",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("positive", "sortie positive"),
                            ("dynamique", "sortie dynamique"),
                            ("freins-leves", "sortie ayant levé tout ou partie des freins"),
                            ("autre", "autre sortie"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("on", models.DateField(verbose_name="date de sortie du PLIE")),
                ("fse_on", models.DateField(blank=True, null=True, verbose_name="date de sortie FSE+")),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="note"
                    ),
                ),
                ("validated_on", models.DateField(blank=True, null=True, verbose_name="validée le")),
                (
                    "situation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("emploi-durable", "emploi durable : CDI, CDD de 6 mois et plus"),
                            ("emploi-temporaire", "emploi temporaire ou aidé"),
                            ("creation", "création d’activité"),
                            ("formation", "formation"),
                            ("etudes", "études"),
                            ("recherche", "recherche active d’emploi"),
                            ("inactif", "inactivité"),
                            ("autre", "autre"),
                            ("inconnue", "inconnue"),
                            ("nsp", "ne se prononce pas"),
                        ],
                        max_length=20,
                        verbose_name="situation le lendemain",
                    ),
                ),
                ("situation_entered_on", models.DateField(blank=True, null=True, verbose_name="saisie le")),
                (
                    "situation_later",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("emploi-durable", "emploi durable : CDI, CDD de 6 mois et plus"),
                            ("emploi-temporaire", "emploi temporaire ou aidé"),
                            ("creation", "création d’activité"),
                            ("formation", "formation"),
                            ("etudes", "études"),
                            ("recherche", "recherche active d’emploi"),
                            ("inactif", "inactivité"),
                            ("autre", "autre"),
                            ("inconnue", "inconnue"),
                            ("nsp", "ne se prononce pas"),
                        ],
                        max_length=20,
                        verbose_name="situation à six mois",
                    ),
                ),
                ("situation_later_on", models.DateField(blank=True, null=True, verbose_name="recueillie le")),
                ("reopened_on", models.DateField(blank=True, null=True, verbose_name="rouverte le")),
                ("reopening_reason", models.TextField(blank=True, verbose_name="motif de la réouverture")),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposée par",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exits", to="pathways.pathway"
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exits",
                        to="pathways.proof",
                        verbose_name="justificatif",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="exits",
                        to="pathways.step",
                        verbose_name="étape qui y mène",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="catégorie",
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
            ],
            options={
                "verbose_name": "sortie",
                "verbose_name_plural": "sorties",
                "ordering": ["pathway_id", "-on", "-pk"],
                "indexes": [models.Index(fields=["state", "kind", "on"], name="exit_kind_date")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["proposee", "validee"])),
                        fields=("pathway",),
                        name="exit_one_a_pathway",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "positive"), ("state", "validee"), _negated=True),
                            ("proof__isnull", False),
                            _connector="OR",
                        ),
                        name="exit_positive_has_its_proof",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "validee"), _negated=True),
                            ("validated_on__isnull", False),
                            _connector="OR",
                        ),
                        name="exit_validated_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="depuis le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "referent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.agent",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="pathways.pathway"
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "suivi d’un parcours",
                "verbose_name_plural": "suivis de parcours",
                "ordering": ["pathway_id", "start", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end", None)), fields=("pathway",), name="assignment_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="assignment_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prescribed_on", models.DateField(verbose_name="prescrite le")),
                ("start", models.DateField(blank=True, null=True, verbose_name="commencée le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="terminée le")),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="pathways.pathway"
                    ),
                ),
                (
                    "psychologist",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="pathways.agent",
                        verbose_name="psychologue",
                    ),
                ),
            ],
            options={
                "verbose_name": "écoute psychologique",
                "verbose_name_plural": "écoutes psychologiques",
                "ordering": ["pathway_id", "prescribed_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="support_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportHour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                ("hours", models.DecimalField(decimal_places=2, max_digits=4, verbose_name="heures")),
                (
                    "attendance",
                    models.CharField(
                        choices=[("prevu", "prévu"), ("tenu", "tenu"), ("absent", "absent"), ("annule", "annulé")],
                        default="tenu",
                        max_length=10,
                        verbose_name="présence",
                    ),
                ),
                (
                    "support",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="pathways.support"
                    ),
                ),
            ],
            options={
                "verbose_name": "séance d’écoute",
                "verbose_name_plural": "séances d’écoute",
                "ordering": ["support_id", "on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Obstacle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "levé"), (1, "faible"), (2, "moyen"), (3, "fort")], verbose_name="niveau"
                    ),
                ),
                (
                    "first_level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "levé"), (1, "faible"), (2, "moyen"), (3, "fort")],
                        verbose_name="niveau au diagnostic",
                    ),
                ),
                ("priority", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="priorité")),
                ("seen_on", models.DateField(verbose_name="constaté le")),
                ("changed_on", models.DateField(blank=True, null=True, verbose_name="niveau changé le")),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="obstacles", to="pathways.pathway"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="frein",
                    ),
                ),
            ],
            options={
                "verbose_name": "frein",
                "verbose_name_plural": "freins",
                "ordering": ["pathway_id", "priority", "-level", "pk"],
                "constraints": [models.UniqueConstraint(fields=("pathway", "kind"), name="obstacle_once_a_pathway")],
            },
        ),
        migrations.CreateModel(
            name="Validation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "validator",
                    models.CharField(
                        choices=[
                            ("france-travail", "France Travail"),
                            ("bureau-insertion", "Bureau Insertion du Département"),
                        ],
                        max_length=20,
                        verbose_name="validation de",
                    ),
                ),
                (
                    "opinion",
                    models.CharField(
                        choices=[("accord", "accord"), ("refus", "refus")], max_length=10, verbose_name="avis"
                    ),
                ),
                ("on", models.DateField(verbose_name="donné le")),
                ("said_by", models.CharField(blank=True, max_length=200, verbose_name="donné par")),
                ("recorded_at", models.DateTimeField(verbose_name="saisi le")),
                (
                    "prescription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="validations",
                        to="pathways.prescription",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisi par",
                    ),
                ),
            ],
            options={
                "verbose_name": "validation de prescription",
                "verbose_name_plural": "validations de prescriptions",
                "ordering": ["prescription_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("prescription", "validator"), name="validation_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="ouverte le")),
                ("end", models.DateField(blank=True, null=True, verbose_name="close le")),
                ("back_on", models.DateField(blank=True, null=True, verbose_name="reprise prévue le")),
                (
                    "closing_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="motif de la clôture",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="watches", to="pathways.pathway"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.term",
                        verbose_name="motif",
                    ),
                ),
            ],
            options={
                "verbose_name": "veille",
                "verbose_name_plural": "veilles",
                "ordering": ["pathway_id", "start", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end", None)), fields=("pathway",), name="watch_one_open_a_pathway"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="watch_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("entree", "entrée"),
                            ("renouvellement", "renouvellement"),
                            ("veille", "veille"),
                            ("sortie", "sortie"),
                            ("difficile", "situation difficile"),
                            ("ecoute", "écoute psychologique"),
                        ],
                        max_length=20,
                        verbose_name="objet",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="rang")),
                (
                    "proposal",
                    models.TextField(
                        blank=True, help_text="Ni donnée de santé, ni donnée de justice.", verbose_name="proposition"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "à examiner"),
                            ("accord", "accord"),
                            ("refus", "refus"),
                            ("ajourne", "ajourné"),
                            ("note", "pris acte"),
                        ],
                        max_length=10,
                        verbose_name="décision",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True,
                        help_text="Envoyée au prescripteur concerné.",
                        verbose_name="observation au compte rendu",
                    ),
                ),
                ("derogation", models.TextField(blank=True, verbose_name="motif de la dérogation")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="effet le")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidé le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisi par",
                    ),
                ),
                (
                    "exit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="pathways.exit",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="pathways.participant"
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="pathways.pathway",
                    ),
                ),
                (
                    "prescription",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="pathways.prescription",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="pathways.session"
                    ),
                ),
                (
                    "support",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="pathways.support",
                    ),
                ),
                (
                    "watch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="pathways.watch",
                    ),
                ),
            ],
            options={
                "verbose_name": "situation examinée",
                "verbose_name_plural": "situations examinées",
                "ordering": ["session_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "kind", "participant"), name="case_once_a_session")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopPresence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attendance",
                    models.CharField(
                        choices=[("prevu", "prévu"), ("tenu", "tenu"), ("absent", "absent"), ("annule", "annulé")],
                        default="prevu",
                        max_length=10,
                        verbose_name="présence",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="pathways.workshopmeeting",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workshop_presences",
                        to="pathways.pathway",
                    ),
                ),
            ],
            options={
                "verbose_name": "présence à un atelier",
                "verbose_name_plural": "présences aux ateliers",
                "ordering": ["meeting_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "pathway"), name="workshop_presence_unique")
                ],
            },
        ),
        migrations.AddField(
            model_name="exitfacts",
            name="exit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="pathways.exit"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="residence",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pathways.residence",
                verbose_name="domicile actuel",
            ),
        ),
    ]
