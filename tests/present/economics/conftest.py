"""The published figures and inputs, shared with the tests of the model."""

from economics_fixtures import evaluation, figures, inputs, weert  # noqa: F401
