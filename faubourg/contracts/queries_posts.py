"""Reads of the posts of référents."""

from django.db.models import Prefetch

from faubourg.contracts.models import Contract, ListedOrganisation, Post, PostHolder


def posts(contract: Contract) -> list[Post]:
    """The posts by organisation, each with its history in `holders`, the present one first; two queries."""
    history = PostHolder.objects.select_related("user").order_by("-start", "-pk")
    found = Post.objects.of(contract).select_related("organisation", "paired_with")
    return list(found.prefetch_related(Prefetch("holders", history)).order_by("organisation__name", "pk"))


def holder_of(post: Post) -> PostHolder | None:
    """Who holds the post now, from the history that `posts` has read."""
    return next((one for one in post.holders.all() if one.end is None), None)


def printed_posts(contract: Contract) -> list[tuple[ListedOrganisation, dict]]:
    """The posts that the document names and that the contract does not hold yet, with their organisation."""
    known = set(Post.objects.of(contract).values_list("organisation", "function"))
    return [
        (organisation, printed)
        for organisation in ListedOrganisation.objects.of(contract).order_by("position", "pk")
        for printed in organisation.extra.get("referent_posts", ())
        if isinstance(printed, dict) and printed.get("post") and (organisation.pk, function_of(printed)) not in known
    ]


def function_of(printed: dict) -> str:
    """The function of a post that the document names, as long as a post can hold."""
    return str(printed["post"])[:200]


def signatories_without_post(contract: Contract) -> list[ListedOrganisation]:
    """The signatories that have no open post: each signs for one stable référent (Niort 2024-2030, line 905)."""
    held = Post.objects.of(contract).filter(closed_on=None).values("organisation")
    return list(
        ListedOrganisation.objects.of(contract)
        .filter(signatory=True)
        .exclude(pk__in=held)
        .exclude(services__in=held)
        .order_by("name", "pk")
    )
