"""The contract seen from above: matrix sheets, tableau récapitulatif, crossings."""
