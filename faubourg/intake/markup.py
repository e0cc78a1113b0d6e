"""Reading the XML parts of a workbook as a stream, with no document type and so no entity to expand."""

from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

Attributes = dict[str, str]
StartHandler = Callable[[str, Attributes], None]


class MarkupError(Exception):
    """The part is not well-formed, or holds more than a workbook needs (document type, entities)."""


def parser_for(start: StartHandler) -> expat.XMLParserType:
    """Return a parser that calls `start(name, attributes)` for each element; names keep their prefix."""
    # Whatever the part declares: an encoding nobody knows, or one that the reader of the values takes otherwise.
    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Run a parser over a part. Raises MarkupError; lets the errors of the handlers through."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise MarkupError(str(error)) from error


def local(name: str) -> str:
    """Return a name without its prefix: the prefix is the writer's choice."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> NoReturn:
    raise MarkupError("document type")
