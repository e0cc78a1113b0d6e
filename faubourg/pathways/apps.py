"""Configuration of the app."""

from datetime import timedelta

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.pathways"
    label = "pathways"

    def ready(self) -> None:
        """Declare what the clock does: exits decided ahead take effect on their day, counts are carried."""
        from faubourg import jobs
        from faubourg.pathways.clock import carry_totals, end_pathways

        jobs.register("plie-exits", label="sorties du PLIE arrivées à leur jour", every=timedelta(hours=1),
                      run=lambda now: end_pathways(now=now))  # fmt: skip
        jobs.register("plie-bridge", label="totaux du PLIE reportés dans les indicateurs", every=timedelta(days=1),
                      run=lambda now: carry_totals(now=now))  # fmt: skip
