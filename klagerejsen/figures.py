"""Numbers as people read them: a true minus, and the decimal mark of the language."""


def number(value: float, language: str, form: str = "g") -> str:
    """Write a number; `form` is a format specification of Python's.

    >>> number(30.0, "da"), number(-2.5, "da"), number(2.5, "en"), number(4, "da", ".1f")
    ('30', '−2,5', '2.5', '4,0')
    """
    text = format(value, form).replace("-", "−")
    return text.replace(".", ",") if language == "da" else text


def signed(value: float, language: str) -> str:
    """Write a number with its sign, as a score is read.

    >>> signed(-2, "da"), signed(1.5, "da"), signed(0, "da"), signed(-0.5, "en")
    ('−2', '+1,5', '0', '−0.5')
    """
    return f"+{number(value, language)}" if value > 0 else number(value or 0, language)


def counted(n: int, one: str, many: str) -> str:
    """Write a count in its singular or plural; both may name `{n}`.

    >>> counted(1, "én dag", "{n} dage"), counted(112, "én dag", "{n} dage")
    ('én dag', '112 dage')
    """
    return (one if n == 1 else many).format(n=n)
