"""Where a form sends somebody on to is always a place of ours."""

import pytest

from tests.functional.conftest import CheckingClient

ELSEWHERE = [
    "https://ond.example",
    "//ond.example",
    "/\\ond.example",
    "/\t/ond.example",
    "/\n/ond.example",
    "/side\r\nSet-Cookie: a=b",
    "\\\\ond.example",
    "javascript:alert(1)",
    "ond.example",
    "",
]


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_undo_goes_back_to_the_board_rather_than_elsewhere(
    facilitator: CheckingClient, journey_id: int, target: str, headers: dict[str, str]
) -> None:
    answer = facilitator.send(f"/journeys/{journey_id}/undo", {"next": target}, headers=headers)
    place = answer.headers.get("HX-Redirect") or answer.location
    assert place == f"/journeys/{journey_id}/board"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_choice_of_language_goes_on_to_the_front_page_rather_than_elsewhere(
    facilitator: CheckingClient, target: str
) -> None:
    assert facilitator.send("/language", {"language": "da", "next": target}).location == "/"


def test_a_path_of_ours_is_gone_on_to(facilitator: CheckingClient, journey_id: int) -> None:
    own = f"/journeys/{journey_id}/board?event=3"
    assert facilitator.send("/language", {"language": "da", "next": own}).location == own
