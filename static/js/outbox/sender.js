// Sends one entry, and says what came of it:
//   saved    the server has it                  held     writing is locked; to be sent when it is open again
//   lost     nobody knows; to be sent again     closed   the workshop is over
//   busy     the server says: later             ended    the seat is no longer this browser's
//   refused  the server will not have it
// Of what is refused, `problem` says why, and `wrong` whether the words themselves have to be changed.

import { place, renewToken, token } from "./page.js";

const PATIENCE = 15_000;
const AGAIN = new Set([408, 425, 429]);
const OUTCOMES = { 401: "ended", 410: "closed", 423: "held" };

export async function send({ key, turn, content }, { keepalive = false } = {}) {
  const body = new URLSearchParams(content.fields);
  const marks = { key, seat: place.dataset.participant, ...(turn && { turn }) };
  Object.entries(marks).forEach(([name, value]) => body.set(name, value));
  try {
    const answer = await post(content.url, body, keepalive);
    return answer.status === 400 && (await renewToken()) ? read(await post(content.url, body, keepalive)) : read(answer);
  } catch {
    return { outcome: "lost" };
  }
}

function post(url, body, keepalive) {
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  const signal = keepalive ? undefined : AbortSignal.timeout(PATIENCE);
  return fetch(url, { method: "POST", body, headers, signal, keepalive, redirect: "error", cache: "no-store" });
}

async function read(answer) {
  const { status, ok } = answer;
  if (status >= 500 || AGAIN.has(status)) return { outcome: "busy", wait: Number(answer.headers.get("Retry-After")) || 0 };
  if (OUTCOMES[status]) return { outcome: OUTCOMES[status] };
  const said = await answer.json().catch(() => ({}));
  // A café's Wi-Fi answers everything with a page of its own.
  if (ok) return said.saved ? { outcome: "saved", said } : { outcome: "lost" };
  const problem = said.problems?.join(" ") ?? place.dataset[`problem${status}`] ?? place.dataset.problem;
  return { outcome: "refused", problem, wrong: status === 422 };
}
