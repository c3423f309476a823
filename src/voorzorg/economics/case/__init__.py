"""The case of a municipality: the published page step by step, and what is expected under a reader's
choices."""
