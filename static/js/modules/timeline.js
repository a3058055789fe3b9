// Draws a journey on <div data-module="timeline" data-source="…"> with the payload in a JSON script inside it.
// Attributes: data-variant="screen", data-glasses, data-editable, data-source (fetched when there is no script).
// Gives: timeline:select {id}, timeline:select-finding {key}, timeline:move {id, version, date, day},
//        timeline:glasses-changed {glasses}. Takes: timeline:focus {id}, timeline:focus-finding {key},
//        timeline:update {…payload} or {event} or {remove}, timeline:glasses {glasses}.

import { listenForKeys, walkByKeyboard } from "../timeline/keyboard.js";
import { html } from "../timeline/svg.js";

const GLASSES = { 0: "everyone", b: "citizen", m: "authority", e: "external" };
const PHONE = "(max-width: 640px)";
const TAKEN = ["timeline:focus", "timeline:focus-finding", "timeline:glasses", "timeline:update"];

export default function mount(element) {
  const leave = [];
  const early = keepEarly(element);
  start(element, leave).then(early.replay, (error) => fail(element, error));
  return () => leave.forEach((undo) => undo());
}

// What is said before there is a timeline to hear it is said again when there is one.
function keepEarly(element) {
  const kept = [];
  const keep = (event) => kept.push(event);
  TAKEN.forEach((name) => element.addEventListener(name, keep));
  return {
    replay() {
      TAKEN.forEach((name) => element.removeEventListener(name, keep));
      kept.forEach(({ type, detail }) => element.dispatchEvent(new CustomEvent(type, { detail })));
    },
  };
}

async function start(element, leave) {
  const payload = await payloadOf(element);
  if (matchMedia(PHONE).matches && element.dataset.variant !== "screen") await asked(element, payload.words.show);
  const [{ TimelineView }] = await Promise.all([import("../timeline/view.js"), fonts()]);
  frame(element, payload);
  const controller = new Controller(element, payload, TimelineView);
  leave.push(() => controller.destroy());
}

async function payloadOf(element) {
  const script = element.querySelector('script[type="application/json"]');
  if (script) return JSON.parse(script.textContent);
  const answer = await fetch(element.dataset.source, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${element.dataset.source}`);
  return answer.json();
}

// A phone shows the list; the timeline, and the library behind it, come only when they are asked for.
// Until then the glasses serve the list alone.
function asked(element, words) {
  const wear = (event) => {
    const worn = event.target.closest("[data-glasses-for]")?.dataset.glassesFor;
    if (!worn) return;
    element.dataset.glasses = worn;
    showWorn(worn);
    element.dispatchEvent(new CustomEvent("timeline:glasses-changed", { detail: { glasses: worn }, bubbles: true }));
  };
  document.addEventListener("click", wear);
  return new Promise((resolve) => {
    const button = html("button", { class: "button block", type: "button" }, words);
    button.addEventListener("click", () => {
      document.removeEventListener("click", wear);
      button.remove();
      resolve();
    });
    element.append(button);
  });
}

function showWorn(glasses) {
  for (const button of document.querySelectorAll("[data-glasses-for]")) {
    button.setAttribute("aria-pressed", String(button.dataset.glassesFor === glasses));
  }
  for (const legend of document.querySelectorAll("[data-legend-for]")) legend.hidden = legend.dataset.legendFor !== glasses;
}

// Labels are placed by the widths of their words, so the font comes first, but not at any price.
function fonts() {
  const faces = ["400 13px", "600 13px"].map((face) => document.fonts.load(`${face} "Klagerejsen Sans"`));
  return Promise.race([Promise.allSettled(faces), new Promise((resolve) => setTimeout(resolve, 800))]);
}

function frame(element, payload) {
  const area = html("div", { class: "tl-area" }, html("div", { class: "tl-vis" }));
  element.append(area);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", payload.words.label);
  element.dataset.ready = "";
}

function fail(element, error) {
  console.error("The timeline could not be drawn", error);
  element.querySelector(".tl-failed")?.removeAttribute("hidden");
}

class Controller {
  constructor(element, payload, TimelineView) {
    this.element = element;
    this.waiting = [];
    this.view = new TimelineView(element, payload, {
      variant: element.dataset.variant,
      glasses: element.dataset.glasses ?? "everyone",
      editable: "editable" in element.dataset,
      selected: Number(element.dataset.selected) || null,
      finding: element.dataset.selectedFinding ?? null,
      onMoved: (event, day) => this.#moved(event, day),
      onZoom: (zoom) => this.#zoomed(zoom),
    });
    this.undo = [this.#keys(), this.#buttons()];
    this.walk = walkByKeyboard(element, {
      events: () => this.view.order,
      current: () => this.view.selected,
      go: (id) => this.#go(id),
      act: (id) => this.#select(id, { enter: true }),
      leave: () => this.#select(null),
    });
    this.walk.setStop();
    this.#listen();
    this.#wear(this.view.glasses, { quiet: true });
  }

  #listen() {
    const on = (name, act) => this.element.addEventListener(name, act);
    on("click", (event) => this.#pressed(event));
    on("keydown", (event) => {
      if ((event.key === "Enter" || event.key === " ") && event.target.closest("[data-finding]")) this.#pressed(event);
    });
    on("timeline:focus", ({ detail }) => this.view.select(detail.id));
    on("timeline:focus-finding", ({ detail }) => this.view.selectFinding(detail.key));
    on("timeline:glasses", ({ detail }) => this.#wear(detail.glasses));
    on("timeline:update", ({ detail }) => this.#update(detail));
  }

  #pressed(event) {
    const shape = event.target.closest("[data-event], [data-label]");
    const finding = event.target.closest("[data-finding]");
    if (shape) this.#select(Number(shape.dataset.event ?? shape.dataset.label));
    else if (finding) this.#selectFinding(finding.dataset.finding);
  }

  #go(id) {
    this.#select(id);
    requestAnimationFrame(() => this.view.focus(id));
  }

  #select(id, { enter = false } = {}) {
    this.view.select(id);
    this.walk.setStop();
    this.#tell("timeline:select", { id, enter });
  }

  #selectFinding(key) {
    this.view.selectFinding(key);
    this.#tell("timeline:select-finding", { key });
  }

  #wear(glasses, { quiet = false } = {}) {
    if (!quiet) this.view.wear(glasses);
    showWorn(glasses);
    this.walk?.setStop();
    if (!quiet) this.#tell("timeline:glasses-changed", { glasses });
  }

  #keys() {
    const keys = { ...GLASSES, "+": "closer", "-": "farther", "−": "farther" };
    return listenForKeys(keys, (what) => {
      if (what === "closer") this.#zoom(1.5);
      else if (what === "farther") this.#zoom(1 / 1.5);
      else this.#wear(what);
    });
  }

  #buttons() {
    const onClick = (event) => {
      const glasses = event.target.closest("[data-glasses-for]");
      const zoom = event.target.closest("[data-zoom]");
      if (glasses) this.#wear(glasses.dataset.glassesFor);
      else if (zoom?.dataset.zoom === "whole") this.view.viewport.whole();
      else if (zoom) this.#zoom(zoom.dataset.zoom === "in" ? 1.5 : 1 / 1.5);
      else if (event.target.closest("[data-all-findings]")) this.#allFindings(event.target.closest("[data-all-findings]"));
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }

  #allFindings(button) {
    this.view.showAllFindings(button.getAttribute("aria-pressed") !== "true");
    this.element.querySelector("[data-all-findings]")?.focus();
  }

  #zoom(factor) {
    const selected = this.view.payload.events.find((event) => event.id === this.view.selected);
    const middle = this.view.width / 2;
    const x = selected ? this.view.scale.at(selected.at) - this.view.offset : middle;
    this.view.viewport.zoomAt(x >= 0 && x <= this.view.width ? x : middle, factor);
  }

  #zoomed(zoom) {
    for (const button of document.querySelectorAll('[data-zoom="whole"]')) button.hidden = zoom <= 1.001;
  }

  // Somebody else's change must not pull a shape out of the hand that is dragging it.
  #update(change) {
    if (this.view.dragging) {
      this.waiting.push(change);
      return;
    }
    this.view.update(change);
    this.walk.setStop();
  }

  #moved(event, day) {
    const date = shifted(event, day);
    this.#tell("timeline:move", { id: event.id, version: event.version, date, day: date.slice(0, 10) });
    this.waiting.splice(0).forEach((change) => this.view.update(change));
  }

  #tell(name, detail) {
    this.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  destroy() {
    this.undo.forEach((each) => each());
    this.view.destroy();
  }
}

// The date as it was written, moved by as many days as the shape: "ca. 20. marts" stays "ca.".
export function shifted(event, day) {
  const days = (Date.parse(day) - Date.parse(event.at)) / 86_400_000;
  return event.edtf.replace(/\d{4}-\d{2}-\d{2}/g, (iso) =>
    new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10),
  );
}
