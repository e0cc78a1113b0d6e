"""One function a mutation of the PLIE, by aggregate: right, state, write, journal without values."""
