"""Reading YAML that somebody sent: plain data only, and a French sentence with the line when it is not.

The object is built from the parser's events, in one pass: aliases, depth, tags and repeated keys are judged before
anything of their size exists, and it takes half the time of PyYAML's own loader. Values are those of `CSafeLoader`.
"""

import copy
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser
from yaml.resolver import Resolver

from faubourg.intake.limits import check_size
from faubourg.intake.problems import IntakeError, Problem, grouped
from faubourg.intake.yamlmessages import QUOTE_IT, explained

MAX_DEPTH = 60
# What all aliases together may add: a few repeated measures, never a bomb.
MAX_ALIASED = 100_000
# Longer plain text is never a number or a date; reading it as one costs the square of its length.
LONGEST_TYPED = 100
TAG = "tag:yaml.org,2002:"
TEXT_TAGS = {TAG + "str", None}
SEQUENCE_TAGS = {TAG + "seq", None}
MAPPING_TAGS = {TAG + "map", None}
TYPE_NAMES = {
    "null": "une valeur vide",
    "bool": "un oui ou un non",
    "int": "un nombre entier",
    "float": "un nombre",
    "timestamp": "une date",
}
TYPED_TAGS = {TAG + name for name in TYPE_NAMES}
NO_KEY = object()
MERGE = object()


def read_yaml(content: bytes, filename: str) -> object:
    """Return the single document of a YAML file in UTF-8, as dicts, lists and plain values.

    An aliased part is copied: changing it in one place leaves the others alone. Raises IntakeError.
    """
    check_size(len(content), filename)
    text = _checked_text(content, filename)
    parser = CParser(text)
    try:
        return _Builder(parser, filename).document()
    except yaml.YAMLError as error:
        line, problem, remedy = explained(error, text)
        raise IntakeError(Problem(problem, row=line, remedy=remedy)) from error
    finally:
        parser.dispose()


def _checked_text(content: bytes, filename: str) -> bytes:
    remedy = "Enregistrez le fichier en UTF-8 (dans votre éditeur : Enregistrer sous › Encodage › UTF-8)"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:2].count(0) == 1:
        raise IntakeError(Problem(f"le fichier « {filename} » est en UTF-16", remedy=remedy))
    if (position := content.find(0)) >= 0:
        message = "le fichier contient un caractère nul : ce n’est pas un fichier de texte"
        raise IntakeError(Problem(message, row=content.count(b"\n", 0, position) + 1, remedy=remedy))
    text = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text.decode()
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise IntakeError(Problem(f"le fichier « {filename} » n’est pas en UTF-8", row=line, remedy=remedy)) from error
    return text


class _Frame:
    """A list or a mapping being filled."""

    __slots__ = ("anchor", "container", "counted", "height", "key", "merged")

    def __init__(self, container: list | dict, anchor: str | None, counted: int) -> None:
        self.container = container
        self.anchor = anchor
        self.counted = counted
        self.height = 1
        self.key: object = NO_KEY
        self.merged: list[dict] = []


class _Anchor(NamedTuple):
    """A named part: its value, how many values it holds in all, how deep it goes."""

    value: object
    size: int
    height: int


class _Builder:
    """Builds the one document of a stream of events."""

    def __init__(self, parser: CParser, filename: str) -> None:
        self.parser = parser
        self.filename = filename
        self.constructor = SafeConstructor()
        self.resolver = Resolver()
        self.typed: dict[str, object] = {}
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Anchor] = {}
        self.documents = self.counted = self.aliased = 0
        self.root: object = None
        self.event: Any = None

    def document(self) -> object:
        """Return what the stream holds; raises IntakeError, and YAMLError where the syntax is broken."""
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._start,
        }
        while (event := self.parser.get_event()) is not None:
            if handler := handlers.get(type(event)):
                self.event = event
                handler(event)
        if self.root is None:
            raise IntakeError(
                Problem(
                    f"le fichier « {self.filename} » est vide ou ne contient que des commentaires",
                    remedy="Vérifiez qu’il a bien été enregistré puis envoyé",
                )
            )
        return self.root

    def _start(self, _: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse("le fichier contient plusieurs documents, séparés par « --- »", "Envoyez-les un par un")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self.counted += 1
        text = event.value
        if event.tag is None and event.implicit[0]:
            if text in self.typed:
                value = self.typed[text]
            else:
                value = self.typed[text] = self._typed(text, self._plain_tag(text))
        elif event.tag in TYPED_TAGS:
            value = self._typed(text, event.tag)
        else:
            self._check_tag(event.tag, TEXT_TAGS)
            value = text
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, 1, 0)
        self._place(value, 0)

    def _plain_tag(self, text: str) -> str:
        if len(text) > LONGEST_TYPED:
            return TAG + "str"
        return self.resolver.resolve(yaml.ScalarNode, text, (True, False))

    def _typed(self, text: str, tag: str) -> object:
        if tag not in TYPED_TAGS:
            return text
        construct = getattr(self.constructor, f"construct_yaml_{tag.removeprefix(TAG)}")
        try:
            return construct(yaml.ScalarNode(tag, text))
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, yaml.YAMLError):
            kind = TYPE_NAMES[tag.removeprefix(TAG)]
            self._refuse(f"« {text} » n’est pas {kind} valable", QUOTE_IT)

    def _open(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._check_tag(event.tag, MAPPING_TAGS if mapping else SEQUENCE_TAGS)
        self.stack.append(_Frame({} if mapping else [], event.anchor, self.counted))
        self._check_depth(0)
        self.counted += 1
        # Until it is closed, a part cannot be repeated inside itself.
        self.anchors.pop(event.anchor, None)

    def _close(self, _: yaml.Event) -> None:
        frame = self.stack.pop()
        value = frame.container
        if frame.merged:
            value = {}
            for part in [*frame.merged, frame.container]:
                value.update(part)
        if frame.anchor is not None:
            self.anchors[frame.anchor] = _Anchor(value, self.counted - frame.counted, frame.height)
        self._place(value, frame.height)

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchor = self.anchors.get(event.anchor)
        if anchor is None:
            self._refuse(f"« *{event.anchor} » renvoie à un passage qui n’est pas défini au-dessus", QUOTE_IT)
        self.aliased += anchor.size
        self.counted += anchor.size
        if self.aliased > MAX_ALIASED:
            message = f"les renvois « * » du fichier représentent plus de {grouped(MAX_ALIASED)} valeurs"
            self._refuse(message, "Remplacez les renvois par leur contenu")
        self._check_depth(anchor.height)
        self._place(copy.deepcopy(anchor.value), anchor.height)

    def _place(self, value: Any, height: int) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        frame.height = max(frame.height, height + 1)
        container, key = frame.container, frame.key
        if type(container) is list:
            container.append(value)
        elif key is NO_KEY:
            frame.key = self._key(value, container)
        else:
            frame.key = NO_KEY
            if key is MERGE:
                self._merge(frame, value)
            else:
                container[key] = value

    def _key(self, value: Any, container: dict) -> object:
        if isinstance(value, (list, dict)):
            self._refuse("une liste ou un groupe sert de clé", "Donnez une clé simple, en un mot")
        if value in container:
            self._refuse(f"la clé « {value} » est répétée au même endroit", "Gardez-en une seule")
        plain = type(self.event) is yaml.ScalarEvent and self.event.implicit[0]
        return MERGE if value == "<<" and plain else value

    def _merge(self, frame: _Frame, value: Any) -> None:
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, dict) for part in parts):
            self._refuse("« << » doit renvoyer à un groupe de clés", "Remplacez ce renvoi par son contenu")
        # The first part named wins over the next ones, and the keys written beside over all (YAML 1.1, merge key).
        frame.merged = [*reversed(parts), *frame.merged]

    def _check_tag(self, tag: str | None, known: set[str | None]) -> None:
        if tag not in known:
            printed = (tag or "").replace(TAG, "!!")
            self._refuse(
                f"l’étiquette « {printed} » n’est pas admise, seules les données simples le sont", "Retirez-la"
            )

    def _check_depth(self, height: int) -> None:
        if len(self.stack) + height > MAX_DEPTH:
            self._refuse(f"les données sont emboîtées sur plus de {MAX_DEPTH} niveaux", "Simplifiez ce passage")

    def _refuse(self, message: str, remedy: str) -> NoReturn:
        raise IntakeError(Problem(message, row=self.event.start_mark.line + 1, remedy=remedy))
