"""Klagerejsen: a complaint case rebuilt on a shared timeline and seen from every side."""
