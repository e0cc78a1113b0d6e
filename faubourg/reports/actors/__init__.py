"""Who is in the contract: organisations, schemes, territories, tables, as screens and documents show them."""
