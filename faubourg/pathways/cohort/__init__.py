"""A fictional cohort, generated from a seed, whose records give the counts of the report of 2022: nobody is anybody."""

from faubourg.pathways.cohort.bridging import plant_bridge
from faubourg.pathways.cohort.planting import plant_cohort

__all__ = ["plant_bridge", "plant_cohort"]
