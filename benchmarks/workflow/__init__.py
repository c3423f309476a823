"""The whole workflow of the trial, from nothing and once more."""
