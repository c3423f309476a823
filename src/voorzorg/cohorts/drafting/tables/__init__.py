"""What one table is: participants, one wave or several, and which columns are one measure."""
