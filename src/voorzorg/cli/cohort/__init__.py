"""The subcommands about one cohort: its files, its manifest, its plan."""
