"""The cohort manifest: study design, data, links, outcomes, expressions and the YAML loader."""
