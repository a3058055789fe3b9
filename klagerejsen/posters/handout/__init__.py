"""The handout of a workshop, on A4 or A5."""
