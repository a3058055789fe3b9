"""F36: passwords tried on many accounts, and many on one."""

import time
from collections import Counter
from statistics import median

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from klagerejsen.accounts.models import User
from klagerejsen.accounts.passwords import hash_password
from klagerejsen.extensions import db, limiter
from tests.conftest import FACILITATOR, PASSWORD
from tests.functional.conftest import CheckingClient, new_client

TRIES, ACCOUNTS, REAL = 1_000, 50, 10
WRONG = "Sommer2026!!"


def from_address(app: Flask, address: str) -> CheckingClient:
    """A browser that was never here, at another address."""
    client = new_client(app)
    client.environ_base["REMOTE_ADDR"] = address
    return client


@pytest.fixture
def staff(app: Flask) -> list[str]:
    """Fifty people with an account, whose password is quick to check."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    emails = [f"medarbejder{number}@example.dk" for number in range(ACCOUNTS)]
    with app.app_context():
        db.session.add_all(User(email=email, name=email, password_hash=quick) for email in emails)
        db.session.commit()
    return emails


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> int:
    return client.send("/login", {"email": email, "password": password}).status_code


def test_f36_passwords_sprayed_over_accounts_are_throttled_and_owners_get_in(app: Flask, staff: list[str]) -> None:
    owners = [new_client(app) for _ in range(REAL)]
    assert {sign_in(owner, email) for owner, email in zip(owners, staff, strict=False)} == {303}
    statuses = Counter()
    for number in range(TRIES):
        if number % 10 == 0:
            attacker = new_client(app)  # who throws the cookies away is somebody new
            token = attacker.token()
        form = {"email": staff[number % ACCOUNTS], "password": f"{WRONG}{number}", "csrf_token": token}
        statuses[attacker.post("/login", data=form).status_code] += 1
    at_home = [sign_in(from_address(app, f"10.0.0.{number}"), email) for number, email in enumerate(staff[:REAL])]
    here = [sign_in(owner, email) for owner, email in zip(owners, staff, strict=False)]
    print(
        f"\nF36: {statuses[403]} of {TRIES} tries on {ACCOUNTS} accounts reached a password, the others were stopped;"
        f" owners kept out: {REAL - here.count(303)} of {REAL} in their own browsers at the same address,"
        f" {REAL - at_home.count(303)} of {REAL} in new ones elsewhere"
    )
    assert set(statuses) == {403, 429}
    assert statuses[403] <= 200
    assert set(here) == set(at_home) == {303}


def test_f36_one_account_tried_from_many_addresses_is_left_alone_and_its_owner_gets_in(
    app: Flask,
    facilitator: CheckingClient,
) -> None:
    statuses = Counter(
        sign_in(from_address(app, f"10.0.{number % 50}.1"), FACILITATOR, f"{WRONG}{number}") for number in range(200)
    )
    print(f"\nF36: {statuses[403]} of 200 tries on one account from 50 addresses reached its password")
    assert statuses[403] <= 60
    assert sign_in(from_address(app, "10.9.9.9"), FACILITATOR) == 429
    assert sign_in(facilitator, FACILITATOR) == 303


def test_f36_a_browser_that_is_known_may_not_guess_without_end_either(facilitator: CheckingClient) -> None:
    codes = [sign_in(facilitator, FACILITATOR, f"{WRONG}{number}") for number in range(12)]
    assert codes == [403] * 10 + [429] * 2


def test_f36_an_address_nobody_has_takes_as_long_and_is_counted_as_any_other(app: Flask) -> None:
    with app.app_context():
        db.session.execute(db.update(User).values(password_hash=hash_password(PASSWORD)))
        db.session.commit()
    took: dict[str, list[float]] = {FACILITATOR: [], "ingen@example.dk": []}
    for number in range(12):
        for email, seconds in took.items():
            limiter.reset()
            client = new_client(app)
            form = {"email": email, "password": f"{WRONG}{number}", "csrf_token": client.token()}
            began = time.process_time()
            assert client.post("/login", data=form).status_code == 403
            seconds.append(time.process_time() - began)
    somebody, nobody = (median(seconds) for seconds in took.values())
    print(f"\nF36: {somebody * 1000:.0f} ms of processor for an account, {nobody * 1000:.0f} ms for none")
    assert 0.7 < somebody / nobody < 1.4
    for email in took:
        limiter.reset()
        assert [sign_in(new_client(app), email, WRONG) for _ in range(6)] == [403] * 5 + [429]
