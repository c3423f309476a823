"""Files of municipalities, births and prices: small tables, read strictly, every mistake with its row and
column."""
