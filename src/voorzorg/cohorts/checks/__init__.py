"""What is checked before data are used, and how it is told."""
