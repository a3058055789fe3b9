"""Styrket Borgerkontakt: a conversation with the complainant, from the first attempt to the follow-up."""
