"""Roles in place of names: what in a case looks like personal data, and its replacement everywhere at once."""
