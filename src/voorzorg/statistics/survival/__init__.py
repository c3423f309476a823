"""Time to a first event: Kaplan-Meier, restricted means, Cox."""
