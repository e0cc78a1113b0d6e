"""Visibility: what belongs to a contract is seen by those who see the contract (DESIGN rule 10)."""

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """Rows that hang on a contract through `contract_path`, a lookup declared on their model."""

    def for_user(self, user):
        """The rows of the contracts that `user` sees; nothing for an unknown user."""
        from faubourg.contracts.models.contract import Contract

        return self.filter(**{f"{self.model.contract_path}__in": Contract.objects.for_user(user)})

    def of(self, contract):
        """The rows of one contract; of its current version, for what belongs to a version."""
        path = self.model.contract_path
        if path.endswith("version__contract"):
            return self.filter(**{path.removesuffix("__contract"): contract.current_version_id})
        return self.filter(**{path: contract})
