"""The page of the published figures and their audit."""
