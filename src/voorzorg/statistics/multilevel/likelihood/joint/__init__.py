"""The Laplace approximation of all random effects at once, for crossed ones and any other arrangement."""
