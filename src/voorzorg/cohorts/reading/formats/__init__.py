"""A module per kind of file: Excel, SPSS, Stata and SAS, Parquet, REDCap's project XML."""
