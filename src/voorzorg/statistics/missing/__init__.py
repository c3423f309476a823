"""Missing data: multiple imputation, pooling, and what if the data are not missing at random."""
