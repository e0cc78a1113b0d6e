"""The views of the journey, one module a screen."""
