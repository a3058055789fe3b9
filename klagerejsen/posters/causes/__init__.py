"""Causes across journeys as a sheet."""
