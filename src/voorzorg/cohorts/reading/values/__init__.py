"""What a cell says: numbers, dates and codes out of text, and codes that stand for no answer."""
