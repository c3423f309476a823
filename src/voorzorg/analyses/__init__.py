"""Which statistic for which outcome of a cohort; emits estimates rows."""
