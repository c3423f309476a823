"""Published figures: their schema, their loader, and one figure as the checks see it."""
