"""Where a line of the plan goes."""

from django import forms

from faubourg.actions.arranging.moves import MoveError, Place, check_action, check_node, siblings
from faubourg.actions.arranging.tree import Item, Tree, TreeAction, TreeNode
from faubourg.exchange.arranging import moving

MOVE, ALSO, DROP = "deplacer", "aussi", "retirer"
FIRST, LAST = "debut", "fin"
TOP = "haut"
INDENT = "\N{FIGURE SPACE}" * 2


class MoveForm(forms.Form):
    """Where a line goes. Only the places that the plan allows are offered."""

    digest = forms.CharField(widget=forms.HiddenInput)
    de = forms.CharField(widget=forms.HiddenInput, required=False)
    mode = forms.ChoiceField(label="Ce que vous faites", widget=forms.RadioSelect, initial=MOVE)
    under = forms.ChoiceField(label="Sous", required=False)
    rank = forms.ChoiceField(
        label="Rang", widget=forms.RadioSelect, initial=LAST, required=False,
        choices=[(LAST, "après ce qui s’y trouve"), (FIRST, "avant ce qui s’y trouve")],
    )  # fmt: skip

    def __init__(self, *args, tree: Tree, item: Item, source: Item | None, **kwargs):
        initial = {"digest": tree.digest, "de": moving.name_of(source), "under": moving.name_of(source) or TOP}
        super().__init__(*args, initial=initial, **kwargs)
        self.tree, self.item, self.source = tree, item, source
        self.fields["under"].choices = _places(tree, item)
        modes = [(MOVE, "Déplacer")]
        if isinstance(item, TreeAction) and item.parent is None:
            modes.append((ALSO, "Faire figurer aussi ailleurs, sans quitter cette place"))
            if len(item.places) > 1:
                modes.append((DROP, "Ne plus faire figurer ici (les autres places restent)"))
        if len(modes) > 1:
            self.fields["mode"].choices = modes
        else:
            del self.fields["mode"]

    def clean(self):
        """Moving and adding need a place."""
        data = super().clean()
        if data.get("mode", MOVE) != DROP and not data.get("under") and "under" not in self.errors:
            self.add_error("under", "Choisissez sous quoi placer cette ligne.")
        return data

    def act(self, **facts) -> str:
        """Write what the form says; return a sentence. Raises as `exchange.arranging.moving`."""
        data = self.cleaned_data
        name, source = moving.name_of(self.item), moving.name_of(self.source)
        under = "" if data["under"] == TOP else data["under"]
        facts |= {"item": name, "digest": data["digest"]}
        if data.get("mode") == DROP:
            return moving.drop_place(under=source, **facts)
        if data.get("mode") == ALSO:
            return moving.add_place(under=under, **facts)
        before = ""
        if data.get("rank") == FIRST:
            beside = siblings(self.tree, self.item, moving.find_item(self.tree, under))
            before = next((moving.name_of(one) for one in beside if one is not self.item), "")
        return moving.move(source=source, under=under, before=before, **facts)


def _places(tree: Tree, item: Item) -> list[tuple[str, str]]:
    """The allowed places, as a tree."""
    candidates: list[tuple[Item | None, int]] = []
    if isinstance(item, TreeAction) and item.parent is not None:
        candidates = [(action, 0) for action in tree.actions if action.parent is None]
    else:
        candidates = [(None, 0)] if isinstance(item, TreeNode) else []
        candidates += [(node, len(node.path)) for root in tree.roots for node in root.walk()]
    check = check_node if isinstance(item, TreeNode) else check_action
    found = []
    for under, depth in candidates:
        try:
            check(tree, item, Place(under))
        except MoveError:
            continue
        label = under.label[:100] if under else "en haut de l’arbre"
        found.append((moving.name_of(under) or TOP, INDENT * depth + label))
    return found
