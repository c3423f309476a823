# A small SAS file for the reader's test: SAS itself is not needed, haven writes the format.
library(haven)
table <- data.frame(
  id = c("A1", "A2", "A3"),
  arm = c(0, 1, 1),
  smokes = c(1, NA, 0),
  weight = c(3144.5, 2990.25, 3301)
)
suppressWarnings(write_sas(table, "tests/reference/readers/small.sas7bdat"))
