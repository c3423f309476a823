"""Who took part: flow, baseline, missing waves, visits, leavers."""
