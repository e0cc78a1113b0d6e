"""The sections made of words: texts, lists, calendar, clauses, the document's own facts, notes."""

from collections.abc import Iterable

from faubourg.actions.models import Action
from faubourg.contracts.facts import fact_label
from faubourg.reports.fiche.content import Body, Calendar, ExtraFacts, Group, Item, Items, Prose
from faubourg.reports.fiche.scope import Scope, codes_title, kind_words
from faubourg.reports.fiche.words import deduced, fact_lines
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import partial_date

Built = tuple[Body | None, str]


def listed(words: Iterable[str], empty: str) -> Built:
    """A list of the document."""
    found = tuple(str(word) for word in words)
    return (Prose(found, bulleted=True) if found else None), empty


def prose(text: str, empty: str) -> Built:
    """A text, one paragraph a blank line."""
    found = tuple(part.strip() for part in text.split("\n\n") if part.strip())
    return (Prose(found) if found else None), empty


def one_group(items: tuple[Item, ...]) -> Items | None:
    """Items without group title."""
    return Items((Group("", items),)) if items else None


def calendar(scope: Scope) -> Built:
    """What is printed beside the dates read in it; sub-actions with the same calendar stand together."""
    action = scope.action
    same: dict[str, list[Action]] = {}
    for child in scope.children:
        words = _when(child)
        if words and words != _when(action):
            same.setdefault(words, []).append(child)
    groups = tuple(Group(codes_title(children), (Item(label=words),)) for words, children in same.items())
    if not (_when(action) or groups):
        return None, "Aucun calendrier donné."
    return Calendar(action.calendar, partial_date(action.start), partial_date(action.end), groups), ""


def _when(action: Action) -> str:
    dates = [f"début {partial_date(action.start)}" if action.start else ""]
    dates += [f"fin {partial_date(action.end)}" if action.end else ""]
    return " ; ".join(part for part in (action.calendar, *dates) if part)


def clauses(scope: Scope) -> Built:
    """The cahier des charges of the objectives above, by kind."""
    found: dict[str, list[Item]] = {}
    for node in scope.nodes:
        for row in scope.loaded.of("clause", node):
            details = tuple(
                text for text in (row.note, f"confiance {row.confidence}" if row.confidence else "") if text
            )
            mark = deduced(row.inferred, "kind", "text_summary")
            item = Item(label=row.texts[1], details=details, deduced=mark, line=row.line)
            found.setdefault(kind_words(row), []).append(item)
    groups = tuple(Group(first_upper(kind), tuple(items)) for kind, items in found.items())
    return (Items(groups) if groups else None), "L’objectif n’a pas de cahier des charges."


def wording(scope: Scope) -> Built:
    """How binding the words are, with their quote, the scale of application and the degree of participation."""
    action = scope.action
    facts = [
        ("force des mots", action.get_wording_display()),
        ("mots du document", action.wording_quote and f"«\u00a0{action.wording_quote}\u00a0»"),
        ("échelle d’application", action.scale),
        ("degré de participation", action.participation),
    ]
    given = tuple((label, (text,)) for label, text in facts if text)
    return (ExtraFacts(given) if given else None), "La portée de l’engagement n’est pas précisée."


def extra(scope: Scope) -> Built:
    """The facts that only this document gives, of the action then of its sub-actions."""
    names = {
        name.key: name.label
        for table in ("organisation", "territory", "action")
        for name in scope.loaded.outline.table(table).values()
    }
    facts = []
    for action in scope.family:
        prefix = "" if action is scope.action else f"{action.code} : "
        for key, value in action.extra.items():
            lines = tuple(names.get(line, line) for line in fact_lines(value))
            if lines:
                label = fact_label(key)
                facts.append((prefix + label if prefix else first_upper(label), lines))
    return (ExtraFacts(tuple(facts)) if facts else None), "Rien de plus."


def notes(scope: Scope) -> Built:
    """What the reader of the document noted on the action and its sub-actions."""
    found = []
    for action in scope.family:
        prefix = "" if action is scope.action else f"{action.code} : "
        found += [f"{prefix}{text}" for text in (action.note, _confidence(action)) if text]
    return listed(found, "Aucune note.")


def _confidence(action: Action) -> str:
    return f"confiance {action.confidence}" if action.confidence else ""
