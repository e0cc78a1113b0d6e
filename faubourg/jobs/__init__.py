"""Periodic work: an app declares its jobs in `AppConfig.ready`, `manage.py tick` runs those that are due."""

from faubourg.jobs.registry import register

__all__ = ["register"]
