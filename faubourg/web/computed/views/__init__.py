"""The screens of the journey, one module a group of pages."""
