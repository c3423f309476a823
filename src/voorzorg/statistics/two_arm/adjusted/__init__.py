"""Adjusted for what was measured before: standardisation, moderation, drop-out."""
