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
    DROPINS = "permanences", "Permanences chez les partenaires"
    CLAUSES = "clauses", "Clauses : bénéficiaires"
    CLAUSE_HOURS = "clauses-heures", "Clauses : heures d’insertion par donneur d’ordre"
    CHILDCARE = "garde", "Garde d’enfants, depuis le début"
    FUNNELS = "entonnoirs", "Dispositif"
    # Printed tables that nothing here counts: they are given as they were printed, in their section.
    SITUATION = "situation", "Situation de l’emploi (tableau publié)"
    COORDINATION = "coordination", "Coordination des référents (chiffres publiés)"
    SCHEMES = "dispositifs", "Dispositifs (tableau publié)"


class ReportSection(models.TextChoices):
    """The sections of the yearly report where somebody writes, each before what is counted (2022, lines 40 to 62)."""

    FOREWORD = "preface", "Avant-propos"
    SITUATION = "1", "1 Situation de l’emploi sur le territoire"
    UNEMPLOYMENT = "1.1", "1.1 Taux de chômage et demandeurs d’emploi"
    OBSTACLES = "1.2", "1.2 Principaux freins périphériques à l’emploi"
    HIRING = "1.3", "1.3 Secteurs en recrutement"
    BRSA = "1.4", "1.4 Évolution du nombre de bénéficiaires du RSA"
    PATHWAYS = "2", "2 Volet « Coordination des parcours PLIE »"
    RULES = "2.1", "2.1 Modalités d’accompagnement et de suivi des parcours"
    QUANTITIES = "2.2", "2.2 Bilan quantitatif de l’année"
    WORKSHOPS = "2.3", "2.3 Les ateliers collectifs"
    COORDINATION = "2.4", "2.4 La coordination des référents de parcours"
    PARTNERSHIPS = "2.5", "2.5 Développement de nouveaux partenariats"
    ENGINEERING = "3", "3 Volet « Ingénierie territoriale »"
    OBJECTIVES = "3.1", "3.1 Objectifs stratégiques"
    FOCUS = "3.2", "3.2 Focus sur des fiches actions"
    GOVERNANCE = "4", "4 Gouvernance du PLIE"
    STEERING = "4.1", "4.1 Le comité de pilotage"
    BODIES = "4.2", "4.2 Les instances opérationnelles de coordination"
    FOLLOWING = "4.3", "4.3 La coordination des accompagnements"
    ANNEX = "5", "5 Annexe : état d’avancement des fiches actions"

    @property
    def code(self) -> str:
        """The number that the contents give it; the foreword has none."""
        return "" if self is ReportSection.FOREWORD else str(self.value)

    @property
    def title(self) -> str:
        """Its title, without the number."""
        return str(self.label).removeprefix(self.code).strip()

    @property
    def is_part(self) -> bool:
        """A part of the report (« 2 »), not a section of one (« 2.3 »)."""
        return "." not in self.value


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
