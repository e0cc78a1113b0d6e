"""What a cover says of the contract under the title of the document."""

from faubourg.contracts.models import Contract
from faubourg.reports.wording import dated


def dated_title(contract: Contract) -> str:
    """The title with the period, if it is known."""
    return dated(contract.title, contract)


def cover_subtitle(contract: Contract) -> str:
    """The title and the period; the period alone where the line above, `contract.name`, is the title already."""
    return dated_title(contract) if contract.short_title else contract.period
