"""The figures of the complaints register: counts in, figures with their intervals out.

It knows neither the web nor the database. Everything works on counts (so many complaints took so many days and ended
so), so that a million complaints cost no more than the different days they took.
"""
