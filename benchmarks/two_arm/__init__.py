"""Every model of the trial's analysis beside the R package that is the reference for it."""
