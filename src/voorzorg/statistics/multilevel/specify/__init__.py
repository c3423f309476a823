"""What is to be fitted: data, formula, random-effect terms, and checks before anything is fitted."""
