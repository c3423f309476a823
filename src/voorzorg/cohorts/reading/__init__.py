"""Files as they come, read without interpretation: delimited text, Excel, SPSS, Stata, SAS, Parquet."""
