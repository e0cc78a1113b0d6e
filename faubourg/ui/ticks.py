"""A list of boxes to tick, for choices that are many."""

from django import forms

#: From this many choices on, a list has its filter and its own scroll.
FILTERED_FROM = 9


class TickList(forms.CheckboxSelectMultiple):
    """Boxes in one list, those that are ticked first; with JavaScript a filter above it and a count.

    The caption and the place of errors belong to the fieldset that `<c-field>` draws around it.
    """

    template_name = "ui/ticks.html"

    def get_context(self, name, value, attrs):
        """The choices as plain triples: Django's own markup asks for a template a box, twelve times slower."""
        ticked = self.format_value(value) or []
        words = {str(key): label for key, label in self.choices}
        chosen = [key for key in dict.fromkeys(ticked) if key in words]
        options = [(key, words[key], True) for key in chosen]
        options += [(key, label, False) for key, label in words.items() if key not in set(chosen)]
        return {
            "widget": {
                "name": name,
                "attrs": self.build_attrs(self.attrs, attrs),
                "options": options,
                "is_long": len(options) >= FILTERED_FROM,
            }
        }
