"""Spreadsheets: rows of notices, articles, authorities, issues and subscribers out of the desk, and into it again."""
