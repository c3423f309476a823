"""Pages of simulated studies."""
