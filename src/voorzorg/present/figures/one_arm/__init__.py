"""Figures of a study without arms: change, courses per informant, agreement and single participants."""
