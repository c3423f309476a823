"""Questionnaire scoring keys and their application."""
