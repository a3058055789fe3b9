"""Root causes across a team's journeys, from the database to the analysis and back."""
