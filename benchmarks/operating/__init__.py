"""Operating characteristics of the trial's analyses: how often they reject a true null hypothesis."""
