"""What nobody follows any more when a post of référent·e is vacant."""

from faubourg.reports.posts.orphans import Orphans, orphans_of

__all__ = ["Orphans", "orphans_of"]
