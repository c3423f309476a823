"""Words and numbers of Dutch and English outputs."""
