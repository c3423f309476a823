"""Arms whose participants lie in clusters."""
