"""A printed contrast against the two arms that it is about."""
