"""Event logs in XES (1.0, 2.0 and IEEE 1849): read from others, and written for them."""
