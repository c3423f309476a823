"""One table of one manifest entry: its rows, its cells, who answered and when."""
