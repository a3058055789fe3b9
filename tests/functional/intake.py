"""Files on their way in, as a facilitator brings them."""

import re
import time
from io import BytesIO

from werkzeug.test import TestResponse

from tests.functional.conftest import CheckingClient

PATIENCE = 40.0


def send(client: CheckingClient, data: bytes | str, name: str = "journal.csv") -> TestResponse:
    content = data.encode() if isinstance(data, str) else data
    return client.send("/intake", {"file": (BytesIO(content), name)}, content_type="multipart/form-data")


def upload(client: CheckingClient, data: bytes | str, name: str = "journal.csv") -> str:
    """Bring a file; return its address."""
    answer = send(client, data, name)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def settled(client: CheckingClient, url: str) -> TestResponse:
    """Wait until a file is read; return the page that it leads to, or the one that says why not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = client.get(url)
        if answer.status_code == 303:
            return client.get(answer.headers["Location"])
        if "<progress" not in answer.text:
            return answer
        time.sleep(0.05)
    raise TimeoutError(url)


def fields_of(page: str) -> dict[str, str]:
    """What a page's form would send as it stands."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", page):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = given.get("type") not in ("checkbox", "radio") or " checked" in tag
        if "name" in given and ticked and given.get("type") != "file":
            found[given["name"]] = given.get("value", "on")
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        first = re.search(r'<option(?: value="([^"]*)")?[^>]*>([^<]*)', options)
        option = chosen or first
        assert option
        found[name] = option[1] if option[1] is not None else option[2]
    found.pop("csrf_token", None)
    return found


def go_on(client: CheckingClient, page: TestResponse, **changes: str | None) -> TestResponse:
    """Send a page's form with changes (None takes a field out), and wait for what comes of it."""
    form = {name: value for name, value in (fields_of(page.text) | {"go": "1", **changes}).items() if value is not None}
    answer = client.send(page.request.path, form)
    if answer.status_code != 303:
        return answer
    where = answer.headers["Location"]
    return settled(client, where) if where.startswith("/intake/") else client.get(where)
