// Puts rendered pieces into the page: each element replaces the one with its id, or is new and goes where
// data-into says, ordered by data-order; data-live="remove" takes one away.

import { mountModules } from "../app.js";
import { isWrittenIn } from "./texts.js";

const A_PRESS = 250;
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

// Pieces that wait until nobody writes in what they replace.
const waiting = new Map();
let mounting = false;

export function apply(html) {
  const parsed = document.createElement("template");
  parsed.innerHTML = html;
  for (const fresh of [...parsed.content.children]) {
    if (fresh.id) place(fresh);
  }
}

function place(fresh) {
  waiting.delete(fresh.id);
  const old = document.getElementById(fresh.id);
  if (old && isWrittenIn(old)) {
    waiting.set(fresh.id, fresh);
    if (!isRemoval(fresh)) renewParts(old, fresh.cloneNode(true));
  } else if (isRemoval(fresh)) {
    old?.remove();
  } else if (old) {
    swap(old, fresh);
  } else {
    insert(fresh, null);
  }
}

function isRemoval(fresh) {
  return fresh.dataset.live === "remove";
}

// The parts in which nobody writes need not wait for the one in which somebody does.
function renewParts(old, fresh) {
  for (const part of fresh.querySelectorAll("[id]")) {
    const same = document.getElementById(part.id);
    if (same && same !== part && old.contains(same) && !isWrittenIn(same)) swap(same, part);
  }
}

function swap(old, fresh) {
  const focusBack = focusKeeper(old);
  for (const details of old.querySelectorAll("details[open][id]")) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = true;
  }
  for (const select of old.querySelectorAll("select[id]")) keepChoice(select, fresh.querySelector(`#${CSS.escape(select.id)}`));
  const into = containerOf(fresh);
  if (fresh.dataset.order === old.dataset.order && (!into || into === old.parentElement)) {
    old.replaceWith(fresh);
    startUp(fresh);
  } else {
    const parent = old.parentElement;
    old.remove();
    insert(fresh, parent);
  }
  focusBack(fresh);
}

// What somebody chose in a list, and has not sent yet.
function keepChoice(old, fresh) {
  const options = [...old.options];
  const chosen = old.selectedIndex !== Math.max(0, options.findIndex((option) => option.defaultSelected));
  if (chosen && fresh && [...fresh.options].some(({ value }) => value === old.value)) fresh.value = old.value;
}

function containerOf(fresh) {
  return fresh.dataset.into ? document.querySelector(fresh.dataset.into) : null;
}

function insert(fresh, parent) {
  const into = containerOf(fresh) ?? parent;
  if (!into) return;
  const next = [...into.children].find((child) => isLater(child.dataset.order, fresh.dataset.order));
  into.insertBefore(fresh, next ?? null);
  startUp(fresh);
}

function isLater(one, other) {
  if (one === undefined || other === undefined) return false;
  const [a, b] = [Number(one), Number(other)];
  return Number.isNaN(a) || Number.isNaN(b) ? one > other : a > b;
}

function startUp(fresh) {
  window.htmx?.process(fresh);
  if (mounting) return;
  mounting = true;
  queueMicrotask(() => {
    mounting = false;
    mountModules();
  });
}

// The focus stays where it was: on the same element, else the one that does the same, else the one at the same place
// that says the same or is one of as many; else at the heading, because what stands there now may do something else.
function focusKeeper(old) {
  const active = document.activeElement;
  if (!active || !old.contains(active)) return () => {};
  const before = focusable(old);
  return (fresh) => {
    const now = focusable(fresh);
    const there = now[before.indexOf(active)];
    const same =
      (active.id && document.getElementById(active.id)) ||
      now.find((one) => does(one) === does(active) && one.value === active.value && one.textContent === active.textContent) ||
      (does(active) && now.find((one) => does(one) === does(active))) ||
      ((there?.textContent === active.textContent || now.length === before.length) && there) ||
      fresh.querySelector("h2[tabindex]");
    same?.focus({ preventScroll: true });
  };
}

function focusable(root) {
  return [root, ...root.querySelectorAll(FOCUSABLE)];
}

// What pressing an element leads to: "" for one that only folds something out.
function does(element) {
  return ["href", "formaction", "name"].map((name) => element.getAttribute(name) ?? "").join(" ").trim();
}

// Whoever leaves a field for a button is let press it first.
document.addEventListener("focusout", () => {
  setTimeout(() => [...waiting.values()].forEach(place), A_PRESS);
});
