"""The estimates table: the one contract between analysis and presentation.

``voorzorg.estimates.schema`` says what the columns mean; ``voorzorg.estimates.table`` builds,
validates, reads and writes the table.
"""
