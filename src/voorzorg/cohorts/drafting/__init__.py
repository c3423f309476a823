"""Draft a manifest from the files themselves, with every guess listed."""
