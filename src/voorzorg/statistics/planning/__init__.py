"""Planning a study: power, sample size and what a simulation says about a method; knows no study."""
