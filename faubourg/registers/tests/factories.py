"""Registers for tests."""

import factory
from factory.django import DjangoModelFactory

from faubourg.contracts.tests.factories import ContractFactory
from faubourg.registers.models import Register, RegisterColumn, RegisterRow


class RegisterFactory(DjangoModelFactory):
    """A register; `columns={key: type}` gives its columns, `options` those of the choices."""

    class Meta:
        model = Register
        skip_postgeneration_save = True

    contract = factory.SubFactory(ContractFactory)
    key = factory.Sequence(lambda n: f"registre-{n}")
    title = factory.Sequence(lambda n: f"Registre {n}")
    unit = "une entreprise"

    @factory.post_generation
    def columns(self, create, extracted, **kwargs):
        """Its columns; choices offer « a » and « b »."""
        for position, (key, kind) in enumerate((extracted or {}).items()):
            options = ["a", "b"] if kind == "choix" else []
            RegisterColumn.objects.create(
                register=self, key=key, label=key.capitalize(), type=kind, options=options, position=position
            )


class RegisterRowFactory(DjangoModelFactory):
    """A row of `register`."""

    class Meta:
        model = RegisterRow

    register = factory.SubFactory(RegisterFactory)
    position = factory.Sequence(lambda n: n)
