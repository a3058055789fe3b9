// The line on the board: <form data-module="line"> with the line, and its chips in #line-chips. The server says what is
// understood; here is what the keyboard does. Tab goes on to the chips, Escape back to the line, Enter accepts from
// anywhere. A chip that was set by hand is named in "kept" and is then left alone.

import { listenForKeys } from "../timeline/keyboard.js";

export default function mount(form) {
  const line = form.elements.line;
  const chips = form.querySelector("#line-chips");
  let sent = "";
  let here = false;
  // How often the line was added, and whether it is being added now: what was asked before says nothing any more.
  let adds = 0;
  let adding = false;
  const listeners = [
    // Before htmx hears of it, because it sends what the form says then.
    [form, "change", (event) => changed(form, event), true],
    [document, "focusin", ({ target }) => { here = form.contains(target); }],
    [form, "keydown", (event) => onKey(event, form, line)],
    [form, "htmx:before:request", (event) => {
      if (event.target === form) {
        adds += 1;
        adding = true;
      } else if (adding || (event.target === line && line.value === sent)) {
        event.preventDefault();
        return;
      }
      event.detail.ctx.adds = adds;
      sent = line.value;
    }],
    [form, "htmx:before:response", (event) => { if (event.detail.ctx.adds !== adds) event.preventDefault(); }],
    [form, "htmx:finally:request", ({ target }) => { if (target === form) adding = false; }],
    [document, "htmx:after:swap", () => {
      if (settled(line, chips, sent)) sent = "";
      if (here && document.activeElement === document.body) line.focus();
    }],
  ];
  listeners.forEach(([target, name, act, early]) => target.addEventListener(name, act, early));
  const deaf = listenForKeys({ n: "line" }, () => line.focus());
  return () => {
    deaf();
    listeners.forEach(([target, name, act, early]) => target.removeEventListener(name, act, early));
  };
}

function changed(form, event) {
  const { name } = event.target;
  const kept = form.elements.kept;
  // A role is put in place of a name once it is sent, not at every arrow key on the way to it.
  if (name === "role") event.stopPropagation();
  if (kept && name && name !== "line" && !kept.value.split(" ").includes(name)) kept.value = `${kept.value} ${name}`.trim();
}

function onKey(event, form, line) {
  if (event.target === line || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") line.focus();
  else if (event.key === "Enter" && event.target.matches("select, input")) form.requestSubmit();
  else return;
  event.preventDefault();
}

// What was typed since stays in the line; chips of a line that is gone go with it. Returns whether one was added.
function settled(line, chips, sent) {
  const accepted = Boolean(chips.querySelector("[data-accepted]"));
  if (accepted) {
    chips.replaceChildren();
    line.value = line.value.startsWith(sent) ? line.value.slice(sent.length).trimStart() : line.value;
    line.focus();
    if (line.value) line.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (!line.value.trim()) {
    chips.replaceChildren();
  }
  const rewritten = chips.querySelector("[data-line]");
  if (rewritten) {
    line.value = rewritten.dataset.line;
    rewritten.removeAttribute("data-line");
  }
  return accepted;
}
