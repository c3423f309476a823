"""Missing data: methods on data whose truth is known."""
