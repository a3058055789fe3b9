"""A team's whole archive: out as one file that says what it is and is looked through when it comes back."""
