"""The order of a plan and its codes: read once, and reasoned on without writing anything."""
