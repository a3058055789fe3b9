"""A storm of people who sign in leaves room for everybody else."""

from contextlib import ExitStack

from klagerejsen.accounts import passwords
from klagerejsen.extensions import limiter
from tests.conftest import FACILITATOR, PASSWORD
from tests.functional.conftest import CheckingClient


def test_whoever_signs_in_behind_many_others_is_asked_to_come_back(client: CheckingClient) -> None:
    form = {"email": FACILITATOR, "password": PASSWORD}
    with ExitStack() as line:
        for _place in range(6):
            line.enter_context(passwords.line.place())
        assert client.send("/login", form).status_code == 503
    assert client.send("/login", form).status_code == 303


def test_no_more_of_what_was_typed_is_kept_than_an_address_is_long(client: CheckingClient) -> None:
    client.send("/login", {"email": "x" * 100_000 + "@example.dk", "password": "forkert"})
    kept = [key for key in limiter.storage.storage if "login:" in key]
    assert kept
    assert max(map(len, kept)) < 400
