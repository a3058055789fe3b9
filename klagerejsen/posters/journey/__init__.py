"""The poster of a journey: what it says, and where everything stands."""
