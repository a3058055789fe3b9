"""The learning note for a leader, on A4."""
