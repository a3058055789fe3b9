"""Who the faults are injected at: the people of the functional tests."""

from tests.functional.conftest import client, facilitator, journey_id, signed_in, stranger

__all__ = ["client", "facilitator", "journey_id", "signed_in", "stranger"]
