"""The annual report as it is written, followed up and frozen."""

from faubourg.reports.models.annual import AnnualReport, ReportDsu, ReportText
from faubourg.reports.models.frozen import FrozenFigure, ReportFile
from faubourg.reports.models.procedure import ReportOpinion, ReportStep

__all__ = ["AnnualReport", "FrozenFigure", "ReportDsu", "ReportFile", "ReportOpinion", "ReportStep", "ReportText"]
