"""The trial's pipeline on synthetic cohorts that grow a hundredfold."""
