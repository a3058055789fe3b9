"""The board: one journey on a shared timeline, seen from every side."""
