# What rows of the estimates table say of themselves.
only-those-with = only those with { $variable } are compared: who they are may depend on the arm
clusters-ignored = clusters ({ $cluster }) are ignored: the interval is likely too narrow, the p-value too small
