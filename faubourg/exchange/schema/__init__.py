"""The exchange format of contracts, declared once: YAML, workbook, differences and forms all read it here."""
