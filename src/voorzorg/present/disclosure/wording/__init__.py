"""What texts may tell of few: labels, messages of rows, findings and the dictionary."""
