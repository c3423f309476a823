"""Published estimates beside our own."""
