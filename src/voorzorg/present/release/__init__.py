"""A release: what leaves a closed environment, checked, compared with earlier ones, and recorded."""
