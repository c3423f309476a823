"""Who took part, how much, and for whom an outcome exists at all."""
