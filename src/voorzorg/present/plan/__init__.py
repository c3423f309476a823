"""The statistical analysis plan, from manifest and configuration alone; and what a run did otherwise."""
