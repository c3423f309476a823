"""How often a draft reads a stranger's file right, over layouts with a known truth."""
