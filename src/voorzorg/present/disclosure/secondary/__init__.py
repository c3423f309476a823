"""Secondary suppression: what must be hidden because a hidden number would follow from the rest."""
