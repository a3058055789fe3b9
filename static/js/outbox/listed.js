// Lists entries in a section that has a <template> for a row; with `why` the rows say that and offer nothing to press.

export function list(section, entries, why = "") {
  const worded = entries.filter(({ content }) => content.words);
  const rows = worded.map((entry) => row(section.querySelector("template"), entry, why));
  section.querySelector("ul").replaceChildren(...rows);
  section.hidden = !rows.length;
}

function row(template, { slot, problem, wrong, content }, why) {
  const line = template.content.firstElementChild.cloneNode(true);
  const say = (name, words) => (line.querySelector(name).textContent = words ?? "");
  say(".title", content.title);
  say(".words", content.words);
  say(".why", why || problem);
  line.querySelectorAll("button").forEach((button) => (button.dataset.slot = slot));
  line.querySelector(why ? ".actions" : `[data-act="${wrong ? "again" : "mend"}"]`).remove();
  return line;
}
