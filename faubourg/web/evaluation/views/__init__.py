"""The screens of the journey, one module a notion."""
