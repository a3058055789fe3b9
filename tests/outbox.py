"""A phone's outbox without the phone: keeps what is written, and sends it until the server has it."""

import http.client
import json
import random
import time
from collections import Counter
from urllib.parse import urlencode

from tests.live_room import Person

# The waits of static/js/outbox/rhythm.js, in seconds; a test may be in a hurry.
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
AGAIN = {408, 425, 429}


class Outbox:
    """Keeps and sends as the phone's outbox does: in order, one at a time, each write with a key made once."""

    def __init__(self, person: Person, through: int, seed: int, hurry: float = 100) -> None:
        person.post("/nowhere")  # fetches the form token, over the good line
        self.person, self.turn, self.dice, self.hurry = person, 0, random.Random(seed), hurry
        self.person.port = through
        # How long the server asked to be left in peace, in seconds.
        self.rest = 0.0
        # What each try came to: a status, or the kind of exception.
        self.said: Counter = Counter()

    def send(self, path: str, **fields: object) -> dict:
        self.turn += 1
        marks = {"key": f"{self.dice.getrandbits(128):032x}", "turn": self.turn, "csrf_token": self.person.token}
        body, misses = urlencode({**fields, **marks}), 0
        while True:
            if said := self._try(path, body):
                return said
            wait = max(self.rest, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(misses, 9)))
            time.sleep(wait * (0.5 + self.dice.random()) / self.hurry)
            misses += 1

    def _try(self, path: str, body: str) -> dict | None:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        try:
            answer = self.person.ask("POST", path, body, **kind)
        except (OSError, http.client.HTTPException) as error:
            self.rest = 0.0
            self.said[type(error).__name__] += 1
            return None
        self.said[answer.status] += 1
        self.rest = float(answer.headers.get("Retry-After", 0))
        if answer.status >= 500 or answer.status in AGAIN:
            return None
        assert answer.status == 200, answer.status
        return json.loads(answer.text)
