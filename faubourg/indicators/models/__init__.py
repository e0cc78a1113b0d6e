"""Indicators, their targets and values, the figures of territories, and what is ruled about values."""

# Registered here, so that the app's migrations hold what is computed.
from faubourg.indicators.computed import models as computed_models
from faubourg.indicators.models.definitions import Figure, Indicator, Observation, Target, ValueNote
from faubourg.indicators.models.locks import EntryLock
from faubourg.indicators.models.ruling import Contest, MaskingRule
from faubourg.indicators.models.sharing import SharedIndicator

__all__ = [
    "Contest",
    "EntryLock",
    "Figure",
    "Indicator",
    "MaskingRule",
    "Observation",
    "SharedIndicator",
    "Target",
    "ValueNote",
    "computed_models",
]
