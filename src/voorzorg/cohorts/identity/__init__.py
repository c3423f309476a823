"""Who is who, and what may not be known: direct identifiers, names of people, pseudonyms."""
