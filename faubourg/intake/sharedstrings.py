"""The table of texts of an .xlsx workbook, which a few bytes of a cell can repeat a million times."""

from collections.abc import Iterable

from django.conf import settings

from faubourg.intake.archives import Archive
from faubourg.intake.marks import TOO_MUCH_TEXT, TooLargeError
from faubourg.intake.markup import Attributes, feed, local, parser_for

PART = "xl/sharedStrings.xml"
SHORTEST_ITEM = len("<si/>")


class SharedStrings:
    """The length of each shared text; raises MarkupError or ValueError when the table is not sound."""

    def __init__(self, archive: Archive) -> None:
        self.lengths: list[int] = []
        self.used = 0
        self.seen_root = False
        self.most_items = archive.size(PART) // SHORTEST_ITEM
        if PART in archive:
            parser = parser_for(self._start)
            parser.CharacterDataHandler = self._text
            feed(parser, archive.chunks(PART))

    def check_use(self, sheet: str, chunks: Iterable[bytes], cells: int) -> None:
        """Raise TooLargeError when the texts of this sheet and of those before it fill more than a file may.

        Counting is only needed when the longest text in each of its `cells` would be too much.
        """
        limit = settings.UPLOAD_MAX_EXPANDED_BYTES
        at_most = cells * max(self.lengths, default=0)
        self.used += at_most if self.used + at_most <= limit else _UseCount(self.lengths).run(chunks)
        if self.used > limit:
            raise TooLargeError(sheet, TOO_MUCH_TEXT)

    def _start(self, name: str, attributes: Attributes) -> None:
        part = local(name)
        if not self.seen_root:
            self.seen_root = True
            # The reader of the values reserves the announced number at once: a lie ends the whole process.
            if part != "sst" or int(attributes.get("uniqueCount", 0)) > self.most_items:
                raise ValueError(name)
        elif part == "si":
            self.lengths.append(0)

    def _text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _UseCount:
    """Adds up the lengths of the texts that the cells of a sheet point to."""

    def __init__(self, lengths: list[int]) -> None:
        self.lengths = lengths
        self.total = 0
        self.shared = False
        self.index = ""

    def run(self, chunks: Iterable[bytes]) -> int:
        """Return the number of letters of all cells."""
        parser = parser_for(self._start)
        parser.CharacterDataHandler = self._text
        parser.EndElementHandler = self._end
        feed(parser, chunks)
        return self.total

    def _start(self, name: str, attributes: Attributes) -> None:
        if local(name) == "c":
            self.shared = attributes.get("t") == "s"
        self.index = ""

    def _text(self, text: str) -> None:
        self.index += text

    def _end(self, name: str) -> None:
        if self.shared and local(name) == "v":
            position = int(self.index)
            self.total += self.lengths[position] if position < len(self.lengths) else 0
