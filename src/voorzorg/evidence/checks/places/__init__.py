"""The same thing said in several places or words."""
