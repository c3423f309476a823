"""How long ingest takes and how much memory it needs."""
