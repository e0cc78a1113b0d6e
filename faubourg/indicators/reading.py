"""What may be typed in a cell, read as a value and written back: pure functions, the table of `FORMS` says it all.

Unknown is not zero: « n.d. » is a value that says « we do not know », an empty cell says nothing at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from faubourg.core.records import PARTIAL_DATE
from faubourg.indicators.choices import IndicatorKind, Qualifier, ValueForm
from faubourg.ui.typography import number

LONGEST = 300
#: The database keeps 14 digits before the comma, 6 after it.
LARGEST = Decimal(10) ** 14
SMALLEST = Decimal(1).scaleb(-6)
HUNDRED = Decimal(100)
_N = r"[-−+]?\d[\d.,\s]*"
_WORDY = (ValueForm.TEXT, ValueForm.SCALE, ValueForm.TYPOLOGY, ValueForm.YES_NO, ValueForm.DOCUMENT)
_DATED = re.compile(r"(?P<word>.*?)[\s,]+(?:le\s+)?(?P<date>\d{1,2}/\d{1,2}/\d{4}|\d{4}(?:-\d{2}){0,2})")


class RefusedError(ValueError):
    """What was typed cannot be read; the message is the French sentence, with its remedy."""


@dataclass(frozen=True)
class Meaning:
    """What a value of an indicator may be. `signed`: below 0 and above 100 % make sense (évolution, écart)."""

    form: str = ValueForm.NUMBER
    percent: bool = False
    signed: bool = False
    steps: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A value as the model keeps it; `printed` is what was typed, left out of comparisons by `same`."""

    qualifier: str = Qualifier.EXACT
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    words: tuple[str, ...] = ()
    dated: str = ""
    printed: str = ""


def meaning_of(indicator) -> Meaning:
    """What the definition of `indicator` allows; without a form, its kind tells."""
    form = indicator.form or {
        IndicatorKind.QUALITATIVE: ValueForm.TEXT,
        IndicatorKind.MILESTONE: ValueForm.DOCUMENT,
        IndicatorKind.DOCUMENT: ValueForm.DOCUMENT,
    }.get(indicator.kind, ValueForm.NUMBER)
    told = f"{indicator.measure_type} {indicator.unit} {indicator.label}".casefold()
    signed = any(word in told for word in ("évolution", "evolution", "écart", "solde", "variation"))
    percent = indicator.unit.strip().casefold() in ("%", "pourcent", "pourcentage", "pour cent")
    return Meaning(form, percent, signed, tuple(map(str, indicator.steps)), tuple(map(str, indicator.categories)))


def read(text: str, meaning: Meaning) -> Reading | None:
    """The value typed, None for an empty cell. Raises `RefusedError`."""
    typed = " ".join(text.replace("\0", "").split())
    if not typed:
        return None
    if len(typed) > LONGEST:
        raise RefusedError(f"Une cellule contient au plus {LONGEST} caractères : mettez le reste dans le commentaire.")
    for pattern, make in FORMS:
        if found := pattern.fullmatch(typed):
            if meaning.form in _WORDY and make is not _unknown:
                break
            return make(found, meaning, typed)
    if meaning.form in _WORDY:
        return _in_words(typed, meaning)
    raise RefusedError(
        f"« {typed[:60]} » n’est pas un nombre. Écrivez 12, 12,5, n.d., plus de 200, 10-20, env. 30, 1/3 ou prévu 40."
    )


def written(row) -> str:
    """How a value (a `Reading` or an `Observation`) is written in a cell; `read` gives the same value back."""
    if row.words:
        date = row.dated and f", {row.dated}"
        return f"{' ; '.join(map(str, row.words))}{date}"
    if row.denominator is not None and row.numerator is not None:
        return f"{number(row.numerator)}/{number(row.denominator)}"
    if row.minimum is not None and row.maximum is not None:
        return f"entre {number(row.minimum)} et {number(row.maximum)}"
    if row.value is None:
        return "n.d." if row.qualifier == Qualifier.UNKNOWN else row.printed
    before = {Qualifier.MORE_THAN: "plus de ", Qualifier.ABOUT: "env. ", Qualifier.FORECAST: "prévu "}
    return before.get(row.qualifier, "") + number(row.value)


def _number(text: str) -> Decimal:
    """A number as one types it in France: spaces between thousands, a comma, or the point of Excel."""
    bare = re.sub(r"\s", "", text).replace("−", "-")
    if not re.fullmatch(r"[-+]?\d+([.,]\d+)?", bare):
        raise RefusedError(
            f"« {text.strip()} » n’est pas un nombre : une seule virgule, et des espaces entre milliers."
        )
    try:
        value = Decimal(bare.replace(",", "."))
    except InvalidOperation as error:  # pragma: no cover - the pattern lets nothing else through
        raise RefusedError(f"« {text} » n’est pas un nombre.") from error
    if abs(value) >= LARGEST:
        raise RefusedError("Ce nombre est trop grand : quatorze chiffres au plus avant la virgule.")
    if value != value.quantize(SMALLEST):
        raise RefusedError("Ce nombre est trop précis : six chiffres au plus après la virgule.")
    return value + 0  # no « −0 »


def _amount(text: str, meaning: Meaning) -> Decimal:
    value = _number(text)
    if value < 0 and not meaning.signed:
        raise RefusedError("Une valeur négative n’a pas de sens pour cet indicateur.")
    if meaning.percent and not meaning.signed and value > HUNDRED:
        raise RefusedError("Un pourcentage ne dépasse pas 100. Si c’est un nombre, changez l’unité de l’indicateur.")
    return value


def _unknown(found, meaning: Meaning, typed: str) -> Reading:
    return Reading(Qualifier.UNKNOWN, printed=typed)


def _one(qualifier: str) -> Callable:
    def make(found, meaning: Meaning, typed: str) -> Reading:
        if found.groupdict().get("percent") and not meaning.percent:
            raise RefusedError("Cet indicateur ne se compte pas en % : écrivez le nombre, ou la part 1/3.")
        return Reading(qualifier, value=_amount(found["n"], meaning), printed=typed)

    return make


def _range(found, meaning: Meaning, typed: str) -> Reading:
    low, high = _amount(found["low"], meaning), _amount(found["high"], meaning)
    if low > high:
        raise RefusedError(f"La fourchette est à l’envers : écrivez {number(high)}-{number(low)}.")
    return Reading(Qualifier.RANGE, minimum=low, maximum=high, printed=typed)


def _ratio(found, meaning: Meaning, typed: str) -> Reading:
    part, whole = _number(found["part"]), _number(found["whole"])
    if part < 0 or whole < 0:
        raise RefusedError("Les deux nombres d’une part sont positifs.")
    if whole == 0:
        raise RefusedError("Le dénominateur est zéro : écrivez n.d. s’il est inconnu.")
    if part > whole and not meaning.signed and meaning.form != ValueForm.RATIO:
        raise RefusedError(f"Le numérateur ({number(part)}) dépasse le dénominateur ({number(whole)}).")
    share = (part * HUNDRED / whole).quantize(SMALLEST) if meaning.percent else None
    if share is not None and share > HUNDRED and not meaning.signed:
        raise RefusedError(f"Le numérateur ({number(part)}) dépasse le dénominateur ({number(whole)}).")
    return Reading(value=share, numerator=part, denominator=whole, printed=typed)


def _in_words(typed: str, meaning: Meaning) -> Reading:
    """A text, a degree, categories, a yes or no with its date."""
    word, dated = typed, ""
    if meaning.form in (ValueForm.YES_NO, ValueForm.DOCUMENT) and (found := _DATED.fullmatch(typed)):
        word, dated = found["word"], _partial(found["date"])
    if meaning.form == ValueForm.YES_NO:
        word = _among(word, ("oui", "non"), "Répondez oui ou non, avec la date au besoin (oui, 2025-03-12).")
    if meaning.form == ValueForm.SCALE and meaning.steps:
        word = _among(word, meaning.steps, f"Choisissez un degré de l’échelle : {', '.join(meaning.steps)}.")
    words = (word,)
    if meaning.form == ValueForm.TYPOLOGY:
        words = tuple(part.strip() for part in word.split(";") if part.strip()) or (word,)
        if meaning.categories:
            refusal = f"Choisissez parmi : {', '.join(meaning.categories)} ; plusieurs se séparent par « ; »."
            words = tuple(_among(part, meaning.categories, refusal) for part in words)
    return Reading(words=words, dated=dated, printed=typed)


def _among(word: str, allowed: tuple[str, ...], refusal: str) -> str:
    for one in allowed:
        if one.casefold() == word.strip().casefold():
            return one
    raise RefusedError(refusal)


def _partial(text: str) -> str:
    """« 12/03/2025 » or « 2025-03 » as a partial date."""
    day, _, rest = text.partition("/")
    month, _, year = rest.partition("/")
    date = f"{year}-{month:0>2}-{day:0>2}" if year else text
    if not PARTIAL_DATE.match(date):
        raise RefusedError(f"« {text} » n’est pas une date : écrivez 2025, 2025-03 ou 2025-03-12.")
    return date


def _form(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.IGNORECASE)


#: What is recognised, in this order: (the whole cell, what it becomes).
FORMS: tuple[tuple[re.Pattern, Callable], ...] = (
    (_form(r"n\.? ?d\.?|n\.? ?c\.?|inconnue?|non (?:connue?|disponible|donnée?|renseignée?)|\?"), _unknown),
    (_form(rf"(?:plus de|>|supérieure? à) ?(?P<n>{_N}?) ?(?P<percent>%)?"), _one(Qualifier.MORE_THAN)),
    (_form(rf"entre (?P<low>{_N}?) et (?P<high>{_N}?) ?%?"), _range),
    (_form(rf"(?:de )?(?P<low>{_N}?) ?(?:-|–|à) ?(?P<high>{_N}?) ?%?"), _range),
    (_form(rf"(?P<part>{_N}?) ?(?:/|sur) ?(?P<whole>{_N}?)"), _ratio),
    (_form(rf"(?:env\.?|environ|autour de|≈|~) ?(?P<n>{_N}?) ?(?P<percent>%)?"), _one(Qualifier.ABOUT)),
    (_form(rf"(?:prévue?s?|prévision|prev\.?|prév\.?) ?:? ?(?P<n>{_N}?) ?(?P<percent>%)?"), _one(Qualifier.FORECAST)),
    (_form(rf"(?P<n>{_N}?) ?(?P<percent>%)?"), _one(Qualifier.EXACT)),
)
