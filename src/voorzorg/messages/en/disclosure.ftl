# What output control did to a row, and the findings of the checks on it.
suppressed = suppressed: fewer than { $minimum } participants in a cell, or a cell that would reveal one
rounded-counts = rounded: counts to a multiple of { $base }
