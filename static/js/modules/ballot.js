// Dots are put and taken back without leaving the place one reads. What is kept and sent is the whole paper ("two on
// this, one on that"), so that it makes no difference what arrived before.

import { apply } from "../live/apply.js";
import * as outbox from "../outbox/outbox.js";

const PATIENCE = 1_200;
const REST = 250;

export default function mount(section) {
  return "dots" in section.dataset ? takePart(section) : askForOwn(section);
}

// A ballot that is opened again comes without anybody's dots: each phone asks for its own, a moment apart.
function askForOwn(section) {
  const timer = setTimeout(() => fetchOwn(section), Math.random() * PATIENCE);
  return () => clearTimeout(timer);
}

async function fetchOwn(section, problem = "") {
  const answer = await fetch(section.dataset.source, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  apply(await answer.text());
  if (problem) complain(document.getElementById(section.id), problem);
}

function complain(section, problem) {
  const place = section?.querySelector("[data-problem]");
  if (!place) return;
  place.querySelector("span").textContent = problem;
  place.hidden = false;
}

function takePart(section) {
  const paper = new Paper(section);
  const listeners = [
    [section, "submit", (event) => paper.press(event)],
    [document, "outbox:settled", ({ detail }) => paper.settled(detail)],
    [document, "outbox:change", ({ detail }) => paper.hears(detail)],
  ];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  paper.restore();
  return () => {
    listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
    paper.leave();
  };
}

class Paper {
  constructor(section) {
    this.section = section;
    this.words = section.dataset;
    this.slot = section.id.replace("-", ":");
    this.limit = Number(section.dataset.dots);
    this.forms = [...section.querySelectorAll("form[data-choice]")];
    this.status = document.getElementById("dots-left");
    this.note = "";
  }

  get left() {
    return this.limit - this.forms.reduce((sum, form) => sum + own(form), 0);
  }

  // What was kept and is not with the server yet is newer than what the server sent.
  async restore() {
    const kept = await outbox.find(this.slot);
    if (kept?.state === "refused") await outbox.drop(this.slot);
    else if (kept) this.#fill(kept.content.fields);
    this.#draw();
  }

  #fill(fields) {
    const [choices, dots] = ["choice", "dots"].map((name) => fields.filter(([key]) => key === name).map(([, value]) => value));
    const given = new Map(choices.map((choice, index) => [choice, dots[index]]));
    this.forms.forEach((form) => (form.dataset.own = given.get(form.dataset.choice) ?? 0));
  }

  press(event) {
    event.preventDefault();
    const form = event.target;
    const more = event.submitter.classList.contains("more");
    if (more && this.left < 1) return undefined;
    form.dataset.own = Math.max(0, own(form) + (more ? 1 : -1));
    this.section.querySelector("[data-problem]").hidden = true;
    this.#draw();
    if (event.submitter.disabled) form.querySelector("button:not(:disabled)")?.focus();
    return outbox.keep(this.slot, this.#content(), { kind: "ballot", rest: REST });
  }

  #content() {
    const given = this.forms.filter(own).flatMap((form) => [["choice", form.dataset.choice], ["dots", form.dataset.own]]);
    return { url: this.words.source, fields: [["whole", "yes"], ...given], page: location.pathname, title: "", words: "" };
  }

  async settled({ slot, outcome, problem }) {
    if (slot !== this.slot || outcome !== "refused") return;
    await outbox.drop(slot);
    await fetchOwn(this.section, problem || this.words.refused);
  }

  hears({ entries, trouble }) {
    const waits = entries.some(({ slot, state }) => slot === this.slot && state === "queued");
    this.note = (waits && { lost: this.words.waiting, busy: this.words.waiting, held: this.words.held }[trouble]) || "";
    this.#say();
  }

  leave() {
    if (this.status) this.status.textContent = "";
  }

  #draw() {
    const spent = this.left < 1;
    this.forms.forEach((form) => draw(form, this.section.querySelector("template"), spent));
    this.#say();
  }

  #say() {
    const words = [this.words.left.replace("{left}", Math.max(0, this.left)).replace("{dots}", this.limit), this.note];
    const said = words.filter(Boolean).join(". ");
    if (this.status.textContent !== said) this.status.textContent = said;
  }
}

function own(form) {
  return Number(form.dataset.own);
}

function draw(form, template, spent) {
  const dots = own(form);
  const [less, more] = ["less", "more"].map((name) => form.querySelector(`.${name}`));
  const shapes = Array.from({ length: dots }, () => template.content.cloneNode(true));
  form.querySelector(".bar").replaceChildren(...shapes);
  form.querySelector(".number").textContent = dots;
  Object.assign(less, { value: Math.max(0, dots - 1), disabled: !dots });
  Object.assign(more, { value: dots + 1, disabled: spent });
}
