"""What a fitted model can be asked."""
