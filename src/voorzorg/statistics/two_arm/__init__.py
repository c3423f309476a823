"""Two arms, one outcome at one time: proportions, means, exact tests, standardisation."""
