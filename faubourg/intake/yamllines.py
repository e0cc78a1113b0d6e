"""On which line of a YAML file something stands, asked once the file is known to be wrong.

Reading keeps no line, so that a sound file costs nothing: this composes the text a second time. Only for texts that
`yamlfiles.read_yaml` has accepted, which leaves no bomb to compose.
"""

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Step = str | int


class Lines:
    """The lines of a text, by the keys and the ranks (from 0) that lead to a value."""

    def __init__(self, content: bytes) -> None:
        self._root = yaml.compose(content, Loader=LOADER)

    def of(self, *path: Step) -> int | None:
        """The line, from 1, where the last step of `path` is written; that of the deepest one there is."""
        node, line = self._root, None
        for step in path:
            found = _below(node, step)
            if found is None:
                break
            mark, node = found
            line = mark.line + 1
        return line

    def has(self, *path: Step) -> bool:
        """Whether every step of `path` is written."""
        node = self._root
        for step in path:
            found = _below(node, step)
            if found is None:
                return False
            _, node = found
        return True


def _below(node: yaml.Node | None, step: Step) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None
