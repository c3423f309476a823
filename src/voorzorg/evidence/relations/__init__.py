"""Relations between figures that are known from reading, and their checks."""
