"""Small studies: single cases, change within persons, agreement of informants, exact distributions."""
