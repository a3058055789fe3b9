// Without a network the list and the cards are laid on the page from a deck that was fetched while there was one.
// The deck is on the page and nowhere else: nothing of the case is ever at rest on the phone.

import { load, mountModules } from "../app.js";
import { fill } from "./form.js";
import { all } from "./outbox.js";

let deck = null;
let shown = location.pathname;
const signs = { offline: !navigator.onLine, unheard: false, lost: false };

window.addEventListener("offline", () => (signs.offline = true));
window.addEventListener("online", () => (signs.offline = false));
document.addEventListener("live:state", ({ detail }) => (signs.unheard = detail === "offline"));
document.addEventListener("outbox:change", ({ detail }) => (signs.lost = ["lost", "busy"].includes(detail.trouble)));

// Whether a link would lead nowhere now.
export const away = () => Object.values(signs).some(Boolean);

export async function fetchDeck(url) {
  const answer = await fetch(url, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  deck = new DOMParser().parseFromString(await answer.text(), "text/html");
  const asking = [...deck.querySelectorAll("template")].flatMap(({ content }) => [...content.querySelectorAll("[data-module]")]);
  new Set(asking.map(({ dataset }) => dataset.module)).forEach((name) => load(name).catch(() => {}));
}

const part = (name) => [...(deck?.querySelectorAll(`template[data-${name}]`) ?? [])];
const card = (path) => part("card").find(({ dataset }) => dataset.path === path);
const list = (path) => part("list").find(({ dataset }) => dataset.path === path);

// Where somebody goes on who has answered on `path`: the next card without an answer, kept ones counted, or the list.
export async function next(path) {
  const kept = new Set((await all()).map(({ slot }) => slot));
  const cards = part("card");
  const here = cards.findIndex(({ dataset }) => dataset.path === path);
  const around = [...cards.slice(here + 1), ...cards.slice(0, Math.max(0, here))];
  const open = around.find(({ dataset }) => !("known" in dataset) && !kept.has(`answer:${dataset.card}`));
  return (open ?? part("list")[0])?.dataset.path;
}

// Turns to a page of the deck; says whether it has it.
export function turnTo(address) {
  const url = new URL(address ?? "", location.href);
  const found = card(url.pathname) ?? list(url.pathname);
  if (!found) return false;
  if (url.pathname !== location.pathname) history.pushState(null, "", url);
  lay(found);
  document.getElementById(url.hash.slice(1))?.scrollIntoView({ block: "center" });
  return true;
}

// The browser's own way back: to a page that was laid here or, with a network, to the real one.
export function turnBack() {
  if (location.pathname !== shown && !turnTo(location.href)) location.reload();
}

function lay(found) {
  const page = document.getElementById("page");
  page.replaceChildren(document.importNode(found.dataset.card ? made(found) : found.content, true));
  document.getElementById("count").replaceChildren(found.dataset.count ?? document.importNode(part("counted")[0].content, true));
  document.title = found.dataset.title;
  shown = found.dataset.path;
  mountModules();
  scrollTo(0, 0);
  Object.assign(page.querySelector("h1"), { tabIndex: -1 }).focus({ preventScroll: true });
}

// A card is the blank one with an event's number, its head, and one's own answer to it.
function made({ dataset, innerHTML }) {
  const [blank] = part("any");
  const fresh = document.createElement("template");
  fresh.innerHTML = blank.innerHTML.replaceAll(blank.dataset.any, dataset.card);
  fresh.content.querySelector(".card-head").outerHTML = innerHTML;
  if ("known" in dataset) answered(fresh.content.querySelector("form.answer"), dataset);
  return fresh.content;
}

function answered(form, { known, score, text }) {
  fill(form, [["known", known], ["score", score], ["text", text]]);
  form.elements.text.defaultValue = text;
  form.querySelectorAll("input:checked").forEach((field) => (field.defaultChecked = true));
  form.dataset.answered = "";
}
