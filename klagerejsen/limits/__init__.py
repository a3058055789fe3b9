"""The page where an organisation sets limits of its own, and sees what a change does before it is saved."""
