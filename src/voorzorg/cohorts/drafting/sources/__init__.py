"""What files bring along: where their headers stand, code books, sheets and rows of a kind of their own."""
