"""Model fields of the house."""

from datetime import date, datetime
from typing import Any

from django.db import models

_PAIRS, _DATE = "__pairs__", "__date__"


class FaithfulJSONField(models.JSONField):
    """JSON that gives back what YAML holds and JSON loses: keys that are not texts (2019: 272), and dates."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(_pack(value))

    def get_db_prep_value(self, value, connection, prepared=False):
        return super().get_db_prep_value(value if prepared else _pack(value), connection, prepared)

    def from_db_value(self, value, expression, connection):
        return _unpack(super().from_db_value(value, expression, connection))


def _pack(value: Any) -> Any:
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: _pack(item) for key, item in value.items()}
        return {_PAIRS: [[_pack(key), _pack(item)] for key, item in value.items()]}
    if isinstance(value, list | tuple):
        return [_pack(item) for item in value]
    if isinstance(value, date | datetime):
        return {_DATE: value.isoformat()}
    return value


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        if _PAIRS in value:
            return {_unpack(key): _unpack(item) for key, item in value[_PAIRS]}
        if _DATE in value:
            text = value[_DATE]
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        return {key: _unpack(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unpack(item) for item in value]
    return value
