"""How fast the house is: `python -m bench` (docs/performance.md)."""
