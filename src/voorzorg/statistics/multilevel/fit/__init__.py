"""From a likelihood to its maximum."""
