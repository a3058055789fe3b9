"""The register of complaints: what came in, how far it is, what is due, what was learned. No names, no case text."""
