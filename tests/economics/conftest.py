"""The published figures and inputs, shared with the tests of the page."""

from economics_fixtures import evaluation, figures, inputs, weert  # noqa: F401
