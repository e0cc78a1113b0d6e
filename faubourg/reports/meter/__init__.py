"""The droit commun meter of a contract: planned and real means, where they go, and the lists to download."""
