"""The letter to the citizen, on A4."""
