"""The figures of the complaints register: counts in, figures with their intervals out.

It knows neither the web nor the database. Everything works on counts (so many complaints took so many days and ended
so). What statsmodels and scipy reckon for us stands in ``library``, which loads them when a figure is asked for.
"""
