"""Documents made of the contract, one module a kind: `build(contract, …)` gives neutral blocks."""
