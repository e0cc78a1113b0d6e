"""What is counted: the tables of the yearly report, and the counts that may feed an indicator."""

from django.db import models


class ReportTable(models.TextChoices):
    """The tables of the yearly report that are counted on the records (report of 2022, lines 167 to 294)."""

    PRESCRIPTIONS = "prescriptions", "Prescriptions par prescripteur"
    ENTRIES = "entrees", "Entrées et taux d’intégration"
    CAPACITY = "capacite", "Personnes suivies et places, par structure"
    SEX = "sexe", "Participants par sexe"
    BRSA = "brsa", "Bénéficiaires du RSA"
    AGES = "ages", "Participants par âge"
    LEVELS = "niveaux", "Niveau de qualification"
    DWELLING = "residence", "Participants selon le quartier prioritaire"
    PATHWAY_JOBS = "emplois-parcours", "Étapes emploi : emplois de parcours"
    EXIT_JOBS = "emplois-sortie", "Étapes emploi : validées ou à valider en sortie positive"
    JOBS = "emplois", "Étapes emploi : total"
    TRAININGS = "formations", "Étapes formation par domaine"
    LIFTINGS = "freins", "Étapes de levée des freins par domaine"
    POSITIVE_EXITS = "sorties-positives", "Sorties positives par catégorie"
    EXITS = "sorties", "Sorties par nature"
    EXIT_REASONS = "motifs-sortie", "Sorties par motif"
    WORKSHOPS = "ateliers", "Ateliers collectifs"
    SUPPORT = "ecoute", "Écoute psychologique"
    CLAUSES = "clauses", "Clauses : bénéficiaires"
    CLAUSE_HOURS = "clauses-heures", "Clauses : heures d’insertion par donneur d’ordre"
    CHILDCARE = "garde", "Garde d’enfants, depuis le début"
    FUNNELS = "entonnoirs", "Dispositif"
    # Printed tables that nothing here counts: they are given as they were printed, in their section.
    SITUATION = "situation", "Situation de l’emploi (tableau publié)"
    COORDINATION = "coordination", "Coordination des référents (chiffres publiés)"
    SCHEMES = "dispositifs", "Dispositifs (tableau publié)"


class ReportSection(models.TextChoices):
    """The sections of the yearly report that are written, not counted (report of 2022, lines 46 to 62)."""

    COORDINATION = "2.4", "2.4 La coordination des référents de parcours"
    PARTNERSHIPS = "2.5", "2.5 Développement de nouveaux partenariats"
    FOCUS = "3.2", "3.2 Fiches actions : ce qu’il faut retenir"


class Measured(models.TextChoices):
    """Counts of distinct persons that may feed an indicator of a contract."""

    PARTICIPANTS = "participants", "personnes suivies dans l’année"
    ENTRIES = "entrees", "personnes entrées dans l’année"
    POSITIVE_EXITS = "sorties-positives", "personnes sorties positivement dans l’année"
    JOBS = "emplois", "personnes ayant une étape emploi dans l’année"
    TRAININGS = "formations", "personnes ayant une étape formation dans l’année"
    LIFTINGS = "freins", "personnes ayant une étape de levée des freins dans l’année"


class CountedBy(models.TextChoices):
    """By what a count is broken down when it feeds an indicator."""

    WHOLE = "total", "total"
    SEX = "sexe", "total et par sexe"
    QPV = "qpv", "total et par QPV"
    QPV_SEX = "qpv-sexe", "total, par sexe, par QPV, par QPV et sexe"
    IN_QPV = "en-qpv", "habitants des QPV seulement : total et par QPV"
    IN_QPV_SEX = "en-qpv-sexe", "habitants des QPV seulement : total, par sexe, par QPV, par QPV et sexe"
