// The list of events on a phone. Others change the events; the participant's own answer stays beside each row, and
// the count and the next unanswered event are read off what stands on the page.

import * as outbox from "../outbox/outbox.js";

const PATIENCE = 1500;

export default function mount(list) {
  const onMessage = ({ detail }) => {
    if (detail.entity !== "event") return;
    settle(list, detail.html);
    count(list);
  };
  const onChange = ({ detail }) => showWaiting(list, detail.entries);
  document.addEventListener("live:message", onMessage);
  document.addEventListener("outbox:change", onChange);
  outbox.announce();
  return () => {
    document.removeEventListener("live:message", onMessage);
    document.removeEventListener("outbox:change", onChange);
  };
}

// An answer that waits on the phone says so; once it was sent, the row shows what the server has.
function showWaiting(list, entries) {
  const slots = entries.filter(({ state }) => state === "queued").map(({ slot }) => slot);
  for (const own of list.querySelectorAll(".own")) {
    const waits = slots.includes(own.id.replace("own-", "answer:"));
    if (waits && own.dataset.state !== "waiting") own.replaceChildren(waiting(list));
    else if (!waits && own.dataset.state === "waiting") askForOwn(own.id, 0);
    else continue;
    own.dataset.state = waits ? "waiting" : "asked";
  }
  count(list);
}

function waiting({ dataset }) {
  return Object.assign(document.createElement("span"), { className: "word", textContent: dataset.waiting });
}

function settle(list, html) {
  const told = document.createElement("template");
  told.innerHTML = html;
  const fresh = told.content.querySelector("template[data-row]");
  if (!fresh) return;
  const row = document.getElementById(`row-${fresh.dataset.row}`);
  const order = fresh.content.firstElementChild.dataset.order;
  if (!row) place(list, arrived(fresh));
  else if (row.dataset.order !== order) {
    row.dataset.order = order;
    place(list, row);
  }
}

function arrived(fresh) {
  const row = document.importNode(fresh.content.firstElementChild, true);
  const own = row.querySelector(".own");
  own.append(document.getElementById("own-blank").content.cloneNode(true));
  if (own.dataset.state === "ask") askForOwn(own.id);
  row.classList.add("arrived");
  return row;
}

function place(list, row) {
  const after = [...list.children].find((other) => other !== row && other.dataset.order > row.dataset.order);
  list.insertBefore(row, after ?? null);
}

// An event that comes back may have an answer of one's own, which no message to everybody can hold.
function askForOwn(id, patience = PATIENCE) {
  setTimeout(async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const own = page.getElementById(id);
    const here = document.getElementById(id);
    if (!own || !here) return;
    here.replaceWith(own);
    count(own.closest("ol"));
  }, Math.random() * patience);
}

function count(list) {
  const rows = [...list.querySelectorAll(".row")];
  const open = rows.filter((row) => row.querySelector(".own").dataset.state === "unasked");
  const words = document.getElementById("answered");
  const done = rows.length - open.length;
  words.textContent = words.dataset.text.replace("{done}", done).replace("{total}", rows.length);
  Object.assign(document.getElementById("progress"), { max: rows.length || 1, value: done });
  rows.forEach((row) => row.toggleAttribute("data-next", row === open[0]));
  const next = document.getElementById("next");
  next.hidden = !open.length;
  if (next.hidden) return;
  const head = open[0].querySelector(".row-head");
  next.href = head.href;
  next.querySelector(".when").textContent = head.dataset.when;
}
