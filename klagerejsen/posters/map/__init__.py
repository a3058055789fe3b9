"""The collaboration map as a sheet."""
