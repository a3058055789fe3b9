"""F34: what a request says of where it comes from, and of whom it asks, is believed from the proxy alone."""

import dataclasses
import http.client
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from klagerejsen import create_app
from klagerejsen.extensions import db
from klagerejsen.settings import UnsafeSettings, from_environment
from tests.conftest import FACILITATOR, PASSWORD
from tests.databases import environment
from tests.functional.conftest import CheckingClient, new_client

HERE = Path(__file__).resolve().parents[2]
OURS, TRIES = "klagerejsen.example.dk", 30
FORGED_HOSTS = (
    "evil.example",
    f"{OURS}.evil.example",
    f"evil.example:80@{OURS}",
    f"{OURS}@evil.example",
    f"{OURS}:80.evil.example",
    f"evil.example/{OURS}",
)


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[int]:
    """The program as it is started for real."""
    given = {"SECRET_KEY": "only for tests, and long enough for them", **settings}
    given = {f"KLAGEREJSEN_{name}": value for name, value in given.items()}
    env = {**os.environ, **environment(folder, **given)}
    command = [sys.executable, "-m", "klagerejsen.commands", "serve", "--port", "0"]
    process = subprocess.Popen(command, env=env, cwd=HERE, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline().rsplit(":", 1)[1])
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
    """Send a request exactly as given; return its status, head and text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True)
        headers = {"Host": OURS, "Content-Length": str(len(body)), **headers}
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        return answer.status, str(answer.headers), answer.read().decode()
    finally:
        connection.close()


def guess(port: int, number: int, **headers: str) -> int:
    """Try a password as a browser that was never here."""
    _status, head, page = ask(port, "GET", "/login")
    cookie = re.search(r"klagerejsen=[^;]+", head)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert cookie
    assert token
    form = urlencode({"email": FACILITATOR, "password": f"gæt {number}", "csrf_token": token[1]})
    kind = {"Cookie": cookie[0], "Content-Type": "application/x-www-form-urlencoded"}
    return ask(port, "POST", "/login", form, **kind, **headers)[0]


def forged(number: int) -> dict[str, str]:
    address = f"198.51.100.{number}"
    return {
        "X-Forwarded-For": address,
        "Forwarded": f"for={address};host=evil.example",
        "X-Real-IP": address,
        "X-Client-IP": address,
        "True-Client-IP": address,
        "CF-Connecting-IP": address,
    }


@pytest.mark.enable_socket
def test_f34_the_limits_hold_whatever_a_request_says_of_where_it_comes_from(data_dir: Path) -> None:
    with serving(data_dir) as port:
        alone = Counter(guess(port, number, **forged(number)) for number in range(TRIES))
    with serving(data_dir, TRUSTED_PROXIES="127.0.0.1") as port:
        chain = "198.51.100.{}, 203.0.113.7"
        behind = Counter(guess(port, n, **{"X-Forwarded-For": chain.format(n)}) for n in range(TRIES))
        elsewhere = guess(port, 0, **{"X-Forwarded-For": "203.0.113.8"})
    print(
        f"\nF34: of {TRIES} guesses from forged addresses {alone[403]} and, behind a proxy, {behind[403]} got through"
    )
    assert alone == behind == {403: 5, 429: TRIES - 5}
    assert elsewhere == 403, "the proxy's word counts: another address has a count of its own"


@pytest.mark.enable_socket
def test_f34_a_host_that_is_not_ours_gets_no_page_and_leads_nobody_away(data_dir: Path) -> None:
    with serving(data_dir, TRUSTED_HOSTS=OURS) as port:
        answers = [ask(port, "GET", path, Host=host) for path in ("/login", "/join", "/") for host in FORGED_HOSTS]
        elsewhere = {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example", "X-Forwarded-Server": "evil.example"}
        led = [ask(port, "GET", path, **elsewhere) for path in ("/login", "/join", "/", "/journeys/1/board")]
        led.append(ask(port, "GET", "http://evil.example/login"))
    accepted = [answer for answer in answers if answer[0] != 400]
    poisoned = [answer for answer in led if "evil" in answer[1] + answer[2]]
    print(f"\nF34: foreign hosts answered: {len(accepted)} of {len(answers)}, links led away: {len(poisoned)}")
    assert accepted == []
    assert poisoned == []


def test_f34_links_for_others_are_made_of_the_public_address_alone(
    app: Flask,
    facilitator: CheckingClient,
    journey_id: int,
) -> None:
    console = facilitator.send(f"/journeys/{journey_id}/workshops").location
    open_app = create_app(dataclasses.replace(app.config["SETTINGS"], public_url=f"https://{OURS}"))
    someone = new_client(open_app)
    options = {"base_url": "https://evil.example", "headers": {"X-Forwarded-Host": "evil.example"}}
    token = re.search(r'name="csrf_token" value="([^"]+)"', someone.get("/login", **options).text)
    assert token
    form = {"email": FACILITATOR, "password": PASSWORD, "csrf_token": token[1]}
    options["headers"]["Referer"] = "https://evil.example/login"
    assert someone.post("/login", data=form, **options).status_code == 303
    page = someone.get(console, **options).text
    with open_app.app_context():
        db.engine.dispose()
    assert f"{OURS}/join" in page
    assert "evil.example" not in page


def test_f34_no_proxy_is_believed_whose_name_is_anybody(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="TRUSTED_PROXIES"):
        from_environment({"KLAGEREJSEN_DATA_DIR": str(tmp_path), "KLAGEREJSEN_TRUSTED_PROXIES": "127.0.0.1, *"})
