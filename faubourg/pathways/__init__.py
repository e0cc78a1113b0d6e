"""PLIE: people followed from the prescription to the exit. No other app sees a person (DESIGN rule 8)."""
