"""`{{ text|acronyms:contract }}`: the text, its known acronyms explained to who points at them (template builtin)."""

from django.template import Library
from django.utils.html import conditional_escape, format_html, format_html_join

from faubourg.contracts.models import Contract
from faubourg.reports.acronyms import acronyms_of, pattern_of

register = Library()


@register.filter
def acronyms(text: str | None, contract: Contract) -> str:
    """The escaped text with each known acronym in `<abbr>`; markup is left as it is, its attributes with it.

    The acronyms are read once for the contract object that a request holds. A title printed in capitals is left alone:
    its words look like acronyms.
    """
    if not text or hasattr(text, "__html__") or str(text).isupper():
        return conditional_escape(text or "")
    known, pattern = _known(contract)
    parts = pattern.split(str(text))
    if len(parts) == 1:
        return conditional_escape(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<abbr title="{}">{}</abbr>', known[part].title, part) if at % 2 else part,)
            for at, part in enumerate(parts)
        ),
    )


def _known(contract: Contract) -> tuple:
    if not hasattr(contract, "_known_acronyms"):
        found = acronyms_of(contract)
        contract._known_acronyms = (found, pattern_of(list(found)))
    return contract._known_acronyms
