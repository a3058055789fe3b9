"""The Flask extensions, unbound; `create_app` binds them."""

from flask import Flask
from flask_babel import Babel
from flask_htmx import HTMX
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from klagerejsen.database import Base


class LimitsAtViews(Limiter):
    """Every limit of ours stands at its view, which asks for it when it is called: no request looks for others."""

    def init_app(self, app: Flask) -> None:
        """Bind, without the look before each request at limits that hold for all."""
        super().init_app(app)
        app.before_request_funcs[None].remove(self._check_request_limit)


# Rows stay readable after the commit: what is published afterwards is rendered from them.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate()
babel = Babel()
csrf = CSRFProtect()
htmx = HTMX()
limiter = LimitsAtViews(get_remote_address, storage_uri="memory://")
