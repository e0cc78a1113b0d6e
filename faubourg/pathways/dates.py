"""Months, measures and the rhythm of meetings: dates in, dates out."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month: 31 August + 6 is 28 or 29 February."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_lapsed(on: date, months: int) -> date:
    """The latest day whose term of so many months is over on a day: what ended then or before is no longer kept."""
    day = add_months(on, -months) + 4 * DAY
    while add_months(day, months) >= on:
        day -= DAY
    return day


def measure_dates(entered: date, rank: int, months: int) -> tuple[date, date]:
    """First and last day of the measure of this rank, counted from the entry so that short months do not drift."""
    return add_months(entered, months * (rank - 1)), add_months(entered, months * rank) - DAY


def next_measure(entered: date, last_end: date | None, months: int) -> tuple[date, date]:
    """First and last day of the measure that follows the one ended on `last_end`; the first of all without any.

    It begins the day after, whatever the lengths before it. Where that day is so many months after the entry its end is
    counted from the entry, so that short months do not drift.
    """
    start = entered if last_end is None else last_end + DAY
    since = (start.year - entered.year) * 12 + start.month - entered.month
    if add_months(entered, since) == start:
        return start, add_months(entered, since + months) - DAY
    return start, add_months(start, months) - DAY


def last_day(entered: date, maximum_months: int) -> date:
    """The last day that the protocol allows."""
    return add_months(entered, maximum_months) - DAY


def months_between(start: date, end: date) -> int:
    """Whole months from a day to another: 4 March to 4 May is 2."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def meeting_due(entered: date, held: Iterable[date], protocol) -> date:
    """The day by which the next meeting should be held: close ones first, then every month (line 125)."""
    last = max(held, default=entered)
    close_until = add_months(entered, protocol.close_months)
    every = protocol.close_days if last < close_until else protocol.later_days
    return max(last, entered) + timedelta(days=every)
