"""What may stand behind printed numbers: rounding, formulas, tables and samples."""
