"""Why something cannot be printed."""


class PosterError(ValueError):
    """The journey cannot be made into a poster; the message is a sentence for the user."""
