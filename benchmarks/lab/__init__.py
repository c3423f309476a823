"""The simulation lab beside R."""
