"""The plain WSGI application, for `flask run`, tests and hosts; without a live channel pages poll."""

from klagerejsen import create_app

app = create_app()
