"""Registered when written."""
