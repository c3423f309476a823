"""Published figures: schema, audit, comparison and synthesis."""
