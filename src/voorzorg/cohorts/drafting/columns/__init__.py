"""What one column is: its role, its type and coding, its moment, and how sure that is."""
