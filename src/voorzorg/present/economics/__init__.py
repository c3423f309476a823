"""The page of the business case: answers in words first, sliders that recompute, a technical appendix."""
