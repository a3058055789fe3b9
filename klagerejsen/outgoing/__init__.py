"""What leaves the house as a file: what it may be used for, until when, and a log that says who took what."""
