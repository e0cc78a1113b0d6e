"""The fiches in six columns, as the annex of a PLIE’s report prints them (report of 2022, lines 945 to 1038)."""

from faubourg.reports.annex.content import Annex, AnnexGroup, AnnexRow, annex_of
from faubourg.reports.annex.printing import annex_blocks, annex_document, annex_sheet

__all__ = ["Annex", "AnnexGroup", "AnnexRow", "annex_blocks", "annex_document", "annex_of", "annex_sheet"]
