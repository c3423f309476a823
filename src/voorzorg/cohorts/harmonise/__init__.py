"""From files as they were read to typed, pseudonymous, tidy tables, as the manifest describes them."""
