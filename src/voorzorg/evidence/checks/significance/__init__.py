"""p-values, test statistics and words about significance."""
