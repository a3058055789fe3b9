"""Getting a case in: a line, a pasted text, a file; looked through for personal data on the way."""
