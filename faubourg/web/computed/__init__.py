"""Journey: computed indicators, parity with demographic weights, cohorts."""
