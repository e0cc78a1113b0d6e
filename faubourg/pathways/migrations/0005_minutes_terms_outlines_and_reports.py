import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("contracts", "0008_posts_and_their_holders"),
        ("pathways", "0004_counts_beside_what_is_printed"),
    ]

    operations = [
        migrations.CreateModel(
            name="BeneficiaryMerge",
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
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_gone",
                        to="pathways.beneficiary",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="pathways.beneficiary"
                    ),
                ),
            ],
            options={
                "verbose_name": "réunion de deux personnes",
                "verbose_name_plural": "réunions de deux personnes",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("gone",), name="beneficiary_merged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("issued_at", models.DateTimeField(verbose_name="établi le")),
                ("reason", models.TextField(blank=True, verbose_name="motif de la réouverture")),
                ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacé le")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="établi par",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="issues", to="pathways.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "compte rendu",
                "verbose_name_plural": "comptes rendus",
                "ordering": ["session_id", "version"],
                "constraints": [models.UniqueConstraint(fields=("session", "version"), name="minutes_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("label", models.CharField(max_length=120, verbose_name="formule")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="pathways.programme"
                    ),
                ),
            ],
            options={
                "verbose_name": "formule d’un dispositif",
                "verbose_name_plural": "formules d’un dispositif",
                "ordering": ["programme_id", "rank", "pk"],
                "constraints": [models.UniqueConstraint(fields=("programme", "label"), name="option_label_unique")],
            },
        ),
        migrations.CreateModel(
            name="OptionStock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("units", models.PositiveIntegerField(verbose_name="parc")),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stocks", to="pathways.option"
                    ),
                ),
            ],
            options={
                "verbose_name": "parc d’une formule",
                "verbose_name_plural": "parcs des formules",
                "ordering": ["option", "year", "pk"],
                "constraints": [models.UniqueConstraint(fields=("option", "year"), name="option_stock_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Outline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("generation", models.CharField(blank=True, max_length=20, verbose_name="génération")),
                ("polygons", models.JSONField(blank=True, default=list, verbose_name="contours")),
                ("latitude", models.FloatField(verbose_name="latitude du centre")),
                ("longitude", models.FloatField(verbose_name="longitude du centre")),
                ("determined_on", models.DateField(verbose_name="établi le")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_outlines",
                        to="contracts.contract",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.listedterritory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "contour d’un territoire",
                "verbose_name_plural": "contours de territoires",
                "ordering": ["contract_id", "territory", "generation"],
                "constraints": [
                    models.UniqueConstraint(fields=("territory", "generation"), name="outline_once_a_generation"),
                    models.CheckConstraint(
                        condition=models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                        name="outline_centre_in_degrees",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedValue",
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
                            ("garde", "Garde d’enfants, depuis le début"),
                            ("entonnoirs", "Dispositif"),
                            ("situation", "Situation de l’emploi (tableau publié)"),
                            ("coordination", "Coordination des référents (chiffres publiés)"),
                            ("dispositifs", "Dispositifs (tableau publié)"),
                        ],
                        max_length=30,
                        verbose_name="tableau du rapport",
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="ligne")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("value", models.CharField(max_length=40, verbose_name="valeur imprimée")),
                ("page", models.CharField(max_length=200, verbose_name="document et page")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_published",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "valeur publiée du PLIE",
                "verbose_name_plural": "valeurs publiées du PLIE",
                "ordering": ["contract", "report_table", "year", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "report_table", "label", "year"), name="published_value_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("2.4", "2.4 La coordination des référents de parcours"),
                            ("2.5", "2.5 Développement de nouveaux partenariats"),
                            ("3.2", "3.2 Fiches actions : ce qu’il faut retenir"),
                        ],
                        max_length=10,
                        verbose_name="partie",
                    ),
                ),
                ("text", models.TextField(verbose_name="texte")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plie_texts", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name": "texte du rapport du PLIE",
                "verbose_name_plural": "textes du rapport du PLIE",
                "ordering": ["contract", "-year", "section"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "year", "section"), name="plie_text_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="RightsRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "right",
                    models.CharField(
                        choices=[
                            ("acces", "accès à ses données"),
                            ("rectification", "rectification"),
                            ("effacement", "effacement"),
                            ("limitation", "limitation"),
                            ("opposition", "opposition"),
                        ],
                        max_length=20,
                        verbose_name="demande",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="reçue le")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfaite", "satisfaite"),
                            ("en-partie", "satisfaite en partie"),
                            ("refusee", "refusée, motif donné à la personne"),
                        ],
                        max_length=20,
                        verbose_name="réponse",
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="réponse donnée le")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rights_requests",
                        to="pathways.participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande sur ses données",
                "verbose_name_plural": "demandes sur ses données",
                "ordering": ["participant_id", "-received_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True), ("answered_on__gte", models.F("received_on"))
                            ),
                            _connector="OR",
                        ),
                        name="rights_request_answered_after",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="exit",
            name="exit_one_a_pathway",
        ),
        migrations.RemoveConstraint(
            model_name="exit",
            name="exit_positive_has_its_proof",
        ),
        migrations.RemoveConstraint(
            model_name="exit",
            name="exit_validated_on_a_day",
        ),
        migrations.AddField(
            model_name="beneficiary",
            name="kept_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("controle", "contrôle d’un financeur en cours"),
                    ("contentieux", "contentieux en cours"),
                    ("demande", "demande de la personne"),
                    ("retour", "retour dans le PLIE attendu"),
                ],
                editable=False,
                max_length=20,
                verbose_name="motif de la prolongation",
            ),
        ),
        migrations.AddField(
            model_name="beneficiary",
            name="kept_since",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="conservation prolongée depuis le"
            ),
        ),
        migrations.AddField(
            model_name="beneficiary",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="pathways.beneficiary",
                verbose_name="réunie à",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="kept_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("controle", "contrôle d’un financeur en cours"),
                    ("contentieux", "contentieux en cours"),
                    ("demande", "demande de la personne"),
                    ("retour", "retour dans le PLIE attendu"),
                ],
                editable=False,
                max_length=20,
                verbose_name="motif de la prolongation",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="kept_since",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="conservation prolongée depuis le"
            ),
        ),
        migrations.AddField(
            model_name="protocol",
            name="anonymises_alone",
            field=models.BooleanField(
                default=False,
                help_text="Chaque nuit, sauf les dossiers dont la conservation est prolongée.",
                verbose_name="anonymiser à la fin de l’avis, sans autre geste",
            ),
        ),
        migrations.AddField(
            model_name="protocol",
            name="fse_pack",
            field=models.BooleanField(
                default=False,
                help_text="Demandés à l’entrée, à la sortie et six mois après.",
                verbose_name="questionnaires FSE+",
            ),
        ),
        migrations.AddField(
            model_name="support",
            name="end_reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pathways.term",
                verbose_name="motif de la fin",
            ),
        ),
        migrations.AlterField(
            model_name="bridgerule",
            name="by",
            field=models.CharField(
                choices=[
                    ("total", "total"),
                    ("sexe", "total et par sexe"),
                    ("qpv", "total et par QPV"),
                    ("qpv-sexe", "total, par sexe, par QPV, par QPV et sexe"),
                    ("en-qpv", "habitants des QPV seulement : total et par QPV"),
                    ("en-qpv-sexe", "habitants des QPV seulement : total, par sexe, par QPV, par QPV et sexe"),
                ],
                default="total",
                max_length=12,
                verbose_name="ventilation",
            ),
        ),
        migrations.AlterField(
            model_name="exit",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposee", "proposée"),
                    ("a-venir", "décidée, à venir"),
                    ("validee", "validée"),
                    ("retiree", "retirée"),
                    ("rouverte", "rouverte"),
                ],
                default="proposee",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.AlterField(
            model_name="printedseries",
            name="report_table",
            field=models.CharField(
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
                    ("garde", "Garde d’enfants, depuis le début"),
                    ("entonnoirs", "Dispositif"),
                    ("situation", "Situation de l’emploi (tableau publié)"),
                    ("coordination", "Coordination des référents (chiffres publiés)"),
                    ("dispositifs", "Dispositifs (tableau publié)"),
                ],
                max_length=30,
                verbose_name="tableau du rapport",
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
                    ("fin-ecoute", "motifs de fin d’une écoute"),
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
        migrations.AddIndex(
            model_name="exit",
            index=models.Index(
                condition=models.Q(("situation", ""), ("state", "validee")), fields=["on"], name="exit_to_ask_next_day"
            ),
        ),
        migrations.AddIndex(
            model_name="exit",
            index=models.Index(
                condition=models.Q(("situation_later", ""), ("state", "validee")),
                fields=["on"],
                name="exit_to_ask_later",
            ),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["contract", "last_name", "first_name", "id"], name="participant_sorted"),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(
                condition=models.Q(("anonymised_at", None), ("retention_notice_on__isnull", False)),
                fields=["contract"],
                name="participant_noticed",
            ),
        ),
        migrations.AddIndex(
            model_name="pathway",
            index=models.Index(
                condition=models.Q(("ended_on", None)),
                fields=["contract", "structure", "referent"],
                name="pathway_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("proposee", "a-venir", "validee"))),
                fields=("pathway",),
                name="exit_one_a_pathway",
            ),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "positive"), ("state__in", ("a-venir", "validee")), _negated=True),
                    ("proof__isnull", False),
                    _connector="OR",
                ),
                name="exit_positive_has_its_proof",
            ),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("a-venir", "validee")), _negated=True),
                    ("validated_on__isnull", False),
                    _connector="OR",
                ),
                name="exit_validated_on_a_day",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="option",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrolments",
                to="pathways.option",
                verbose_name="formule",
            ),
        ),
    ]
