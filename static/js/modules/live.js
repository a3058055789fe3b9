// Keeps a page up to date: <div data-module="live" data-stream="…" data-poll="…" data-after="12-5f3a09c1">.
// Gives, on the document: live:message (detail: the message), live:state (detail: "live", "polling" or "offline"),
// live:refused (whoever reads here may no longer).
// Words come from the server: with a reset, or as the body of a refusal.

import { load } from "../app.js";
import { apply } from "../live/apply.js";
import { Line } from "../live/line.js";
import { unsavedText } from "../live/texts.js";

const LAST_RELOAD = "klagerejsen.live.reloaded";
const MILLISECONDS_BETWEEN_RELOADS = 10_000;

let taken = null;

export default function mount(element) {
  if (taken) return undefined;
  taken = element;
  const line = new Line(element.dataset, {
    message: (message) => {
      if (message.html) apply(message.html);
      tell("live:message", message);
    },
    state: (state) => {
      element.dataset.state = state;
      tell("live:state", state);
    },
    reset: ({ html }) => startAnew(html),
    refused: (html) => {
      showNotice(html);
      tell("live:refused");
    },
  });
  let over = false;
  everyoneListens().then(() => over || line.open());
  return () => {
    over = true;
    line.close();
    taken = null;
  };
}

// The first messages may come at once: not before the page's other modules are there to hear them.
async function everyoneListens() {
  const elements = [...document.querySelectorAll("[data-module]")];
  const names = new Set(elements.flatMap((element) => element.dataset.module.split(/\s+/)).filter(Boolean));
  await Promise.allSettled([...names].map(load));
  await new Promise((resolve) => setTimeout(resolve));
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

// What somebody is writing is worth more than being up to date: then the page says so, and waits.
function startAnew(html) {
  const last = Number(sessionStorage.getItem(LAST_RELOAD));
  if (unsavedText() || Date.now() - last < MILLISECONDS_BETWEEN_RELOADS) {
    showNotice(html);
    return;
  }
  sessionStorage.setItem(LAST_RELOAD, String(Date.now()));
  location.reload();
}

function showNotice(html) {
  if (!html) return;
  const shown = document.querySelector("[data-live-notice]") ?? document.createElement("div");
  shown.dataset.liveNotice = "";
  shown.setAttribute("role", "status");
  shown.innerHTML = html;
  if (!shown.isConnected) (document.querySelector("main") ?? document.body).prepend(shown);
}
