"""A draft as a manifest in YAML."""
