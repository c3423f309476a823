"""What one printed row says of itself."""
