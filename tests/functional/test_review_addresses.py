"""A number in an address that no row can have leads to nothing, and breaks nothing."""

import pytest

from tests.functional.conftest import CheckingClient

HUGE = 10**25


@pytest.mark.parametrize(
    "url", ["/journeys/{}/board", "/journeys/1/events/{}/edit", "/workshops/{}/console", "/journeys/1/changes/{}/undo"]
)
def test_a_number_too_large_for_any_row_is_not_found(facilitator: CheckingClient, url: str) -> None:
    for number in (HUGE, 2**31, 10**9):
        assert facilitator.get(url.format(number)).status_code == 404
        assert facilitator.send(url.format(number)).status_code == 404
