// Keeps the three parts of the board together: what is chosen on the timeline is chosen in the list and shown in
// the card, and the other way round. Dragging an event sends its new date; a refusal puts it back.

import { DRAWN, fetcher } from "../timeline/fetcher.js";
import { shape } from "../timeline/shapes.js";

const OPEN_LIST = "klagerejsen.list";

export default function mount(board) {
  const timeline = board.querySelector("#timeline");
  let added = null;
  const redraw = fetcher(timeline, (payload) => {
    tell(timeline, "timeline:update", payload);
    if (added) tell(timeline, "timeline:focus", { id: added });
    refreshList(board, added);
    added = null;
  });
  const listeners = [
    listen(board, "timeline:select", ({ detail }) => chosen(board, detail)),
    listen(board, "timeline:select-finding", ({ detail }) => choseFinding(board, detail.key)),
    listen(board, "timeline:move", ({ detail }) => move(board, redraw, detail)),
    listen(board, "timeline:glasses-changed", ({ detail }) => seenBy(board, detail.glasses)),
    listen(board, "click", (event) => pressed(board, timeline, event)),
    listen(document.body, "board:changed", ({ detail }) => {
      added = detail?.event ?? added;
      if (timeline) redraw();
      else location.reload();
    }),
    listen(document, "live:message", ({ detail }) => changedElsewhere(timeline, redraw, detail)),
  ];
  openList(board, localStorage.getItem(OPEN_LIST) === "open");
  seenBy(board, timeline?.dataset.glasses ?? "everyone");
  return () => listeners.forEach((stop) => stop());
}

function listen(target, name, act) {
  target.addEventListener(name, act);
  return () => target.removeEventListener(name, act);
}

function show(url) {
  return window.htmx.ajax("GET", url, { target: "#card", swap: "innerHTML" });
}

async function chosen(board, { id, enter }) {
  const link = board.querySelector(`#event-${id} [data-event-link]`);
  mark(board, link);
  if (!link) return;
  link.scrollIntoView({ block: "nearest" });
  history.replaceState(history.state, "", link.href);
  await show(link.getAttribute("hx-get"));
  if (enter) board.querySelector("#card a, #card button, #card input")?.focus();
}

function choseFinding(board, key) {
  mark(board, board.querySelector(`[data-finding-link="${CSS.escape(key)}"]`));
  show(board.dataset.findingUrl.replace("KEY", encodeURIComponent(key)));
}

function mark(board, link) {
  board.querySelectorAll('[aria-current="true"]').forEach((other) => other.removeAttribute("aria-current"));
  link?.setAttribute("aria-current", "true");
}

// htmx fetches the card of a link; here only the timeline follows.
function pressed(board, timeline, event) {
  const link = event.target.closest("[data-event-link]");
  const finding = event.target.closest("[data-finding-link]");
  if (event.target.closest("[data-fold-list]")) openList(board, board.dataset.list !== "open");
  if (link) {
    mark(board, board.querySelector(`#event-${link.dataset.eventLink} [data-event-link]`));
    tell(timeline, "timeline:focus", { id: Number(link.dataset.eventLink) });
  } else if (finding) {
    mark(board, finding);
    tell(timeline, "timeline:focus-finding", { key: finding.dataset.findingLink });
  }
}

function tell(timeline, name, detail) {
  timeline?.dispatchEvent(new CustomEvent(name, { detail }));
}

function openList(board, open) {
  board.dataset.list = open ? "open" : "closed";
  board.querySelector("[data-fold-list]")?.setAttribute("aria-expanded", String(open));
  localStorage.setItem(OPEN_LIST, board.dataset.list);
}

// Through a side's glasses the shapes of the list say what those of the timeline say.
function seenBy(board, glasses) {
  board.dataset.glasses = glasses;
  for (const row of board.querySelectorAll("[data-states]")) {
    const state = row.dataset.states.split(" ").find((pair) => pair.startsWith(`${glasses}:`));
    const drawn = row.querySelector(".shape");
    drawn.replaceWith(shape(row.dataset.side, drawn.getAttribute("width"), state?.split(":")[1] ?? "known"));
  }
}

async function move(board, redraw, { id, version, day }) {
  const body = new URLSearchParams({ date: day, version });
  const headers = { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content, "HX-Request": "true" };
  const answer = await fetch(board.dataset.moveUrl.replace("/0/", `/${id}/`), { method: "POST", body, headers }).catch(() => null);
  redraw();
  if (answer?.ok) window.htmx.ajax("GET", board.querySelector(`#event-${id} [data-event-link]`).getAttribute("hx-get"), { target: "#card" });
}

// An empty board has no timeline to redraw: its first event brings one.
function changedElsewhere(timeline, redraw, { entity }) {
  if (!DRAWN.has(entity)) return;
  if (timeline) redraw();
  else if (entity === "event") location.reload();
}

// The new list is told what the old one knew: what is chosen, through whose glasses, and whether it is open. An event
// that was just added is the one that is chosen.
// The list comes with how many there are and the time that they span.
async function refreshList(board, added) {
  const current = board.querySelector('#list [aria-current="true"]');
  await window.htmx.ajax("GET", board.dataset.listUrl, { target: "#list", select: "#list", selectOOB: "#how-many", swap: "outerHTML" });
  openList(board, localStorage.getItem(OPEN_LIST) === "open");
  seenBy(board, board.dataset.glasses ?? "everyone");
  const { eventLink, findingLink } = added ? { eventLink: added } : current?.dataset ?? {};
  const link = eventLink && board.querySelector(`#event-${eventLink} [data-event-link]`);
  if (eventLink) mark(board, link);
  else if (findingLink) mark(board, board.querySelector(`[data-finding-link="${CSS.escape(findingLink)}"]`));
  if (added) link?.scrollIntoView({ block: "nearest" });
}
