"""Where actions stand: their dated statements, what follows from them, and whether they are late."""
