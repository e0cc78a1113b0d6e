"""What people have typed and not sent: kept for its author, given back, forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core import signing

from faubourg.accounts.models import Draft, User

#: A draft that nobody took up again is forgotten after so long.
KEPT = timedelta(days=30)
#: Characters that one draft may hold; a longer one stays on the person's screen only.
LARGEST = 4_000_000
SALT = "faubourg.accounts.draft"


def author_mark(*, user: User, place: str) -> str:
    """What a form carries to say whose it is: it proves that this person was shown the form at `place`."""
    return signing.dumps([user.pk, place], salt=SALT)


def author_of(mark: str) -> tuple[User, str] | None:
    """The person and the place of a mark; None when it is forged, too old, or of a closed account."""
    try:
        pk, place = signing.loads(mark, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return (user, place) if user else None


def keep_draft(*, user: User, place: str, typed: Mapping[str, list[str]], at: datetime) -> Draft | None:
    """Keep what `user` has typed in the form at `place`, in the stead of what was kept; None when it is too long."""
    # PostgreSQL cannot hold the null character, which no form accepts anyway.
    kept = {name: [text.replace("\x00", "") for text in texts] for name, texts in typed.items()}
    if sum(len(name) + sum(map(len, texts)) for name, texts in kept.items()) > LARGEST:
        return None
    draft, _ = Draft.objects.update_or_create(user=user, place=place, defaults={"typed": kept, "saved_at": at})
    return draft


def drop_draft(*, user: User, place: str) -> None:
    """Forget what `user` had typed at `place`: it was sent, or is no longer wanted."""
    Draft.objects.filter(user=user, place=place).delete()


def forget_drafts(*, now: datetime) -> int:
    """Forget the drafts that nobody took up in time; say how many."""
    return Draft.objects.filter(saved_at__lt=now - KEPT).delete()[0]
