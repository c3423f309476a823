"""The simulation lab: what a study can find out, before it is done."""
