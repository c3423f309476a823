"""Tables, figures and report, all made from the estimates table."""
