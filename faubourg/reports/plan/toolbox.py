"""The boîte à outils: the plan as pages of actors, each row once on the page of the actor that promises it."""

from collections import Counter
from dataclasses import dataclass

from faubourg.actions.queries import descendants
from faubourg.contracts.models import ListedOrganisation
from faubourg.reports.plan.by_actor import in_order
from faubourg.reports.plan.places import Section, by_first_level, collect
from faubourg.reports.plan.records import Named, PlanData, PlanRow


@dataclass(frozen=True)
class Post:
    """A post that answers for the actor; never the name of who holds it."""

    title: str
    note: str = ""


@dataclass
class ActorPage:
    """The page of one actor: its posts, what all signatories promise, what it writes, and its typed rows."""

    actor: Named
    institution: Named | None
    posts: list[Post]
    core: list[PlanRow]
    written: list[PlanRow]
    sections: list[Section]

    @property
    def typed(self) -> list[PlanRow]:
        """The rows with a commitment type or, in a contract without types, all of its own rows."""
        return [row for section in self.sections for row in section.rows]

    @property
    def types(self) -> Counter[str]:
        """How many rows of each commitment type."""
        return Counter(row.letter for row in self.typed)


@dataclass
class Toolbox:
    """All the pages, in the order of the actors; rows that nobody leads stand apart."""

    pages: list[ActorPage]
    orphans: list[PlanRow]

    @property
    def rows(self) -> list[PlanRow]:
        """The typed rows, each once."""
        return list(dict.fromkeys(row for page in self.pages for row in page.typed))

    @property
    def wordings(self) -> int:
        """How many distinct promises: rows that are shared by two actors stand twice and are one wording."""
        seen: set[int] = set()
        count = 0
        for row in self.rows:
            if row.pk not in seen:
                count += 1
            seen |= {row.pk, *row.links.get("shared", ())}
        return count


def toolbox(plan: PlanData, key: str | None = None) -> Toolbox:
    """The pages of all actors, or of the organisation `key` and its services; LookupError for an unknown key."""
    names = plan.names["actor"]
    wanted = set(names)
    if key is not None:
        chosen = next((named for named in names.values() if named.key == key), None)
        if chosen is None:
            raise LookupError(f"Aucune organisation du contrat n’a la clé « {key} ».")
        wanted = descendants(chosen.pk, {pk: named.parent_pk for pk, named in names.items()})
    placed = collect(plan.rows, lambda row: row.bearers)
    posts = _posts(plan)
    pages = [
        _page(plan, names[pk], placed.get(pk, []), posts.get(pk, []))
        for pk in in_order(names)
        if pk in wanted and (pk in placed or (key is not None and names[pk].key == key))
    ]
    return Toolbox(pages, placed.get(None, []) if key is None else [])


def _page(plan: PlanData, actor: Named, rows: list[PlanRow], posts: list[Post]) -> ActorPage:
    typed = [row for row in rows if row.letter or not plan.types]
    others = [row for row in rows if row.letter == "" and plan.types]
    return ActorPage(
        actor,
        plan.names["actor"].get(actor.parent_pk),
        posts,
        [row for row in others if row.is_core],
        [row for row in others if not row.is_core],
        by_first_level(plan, typed),
    )


def _posts(plan: PlanData) -> dict[int, list[Post]]:
    """The posts that the document gives to each organisation."""
    found: dict[int, list[Post]] = {}
    for pk, extra in ListedOrganisation.objects.filter(contract=plan.contract).values_list("pk", "extra"):
        for post in extra.get("referent_posts") or ():
            notes = [words for name, words in (("backup_post", "avec suppléance"), ("vacant", "à pourvoir"))
                     if post.get(name)]  # fmt: skip
            found.setdefault(pk, []).append(Post(post.get("post", ""), ", ".join(notes)))
    return found
