// What is chosen while people talk outlives a tab that was thrown away: the choices alone, in this tab, for the complaint
// as it was. Words are never kept. On anything but a form it forgets: the note is there, or nobody is signed in.
const KEPT = "conversation";

const controls = (form) => [...form.querySelectorAll("input:not([type=hidden]), select")];
const ticks = ({ type }) => type === "checkbox" || type === "radio";

function keep(form, of) {
  const chosen = controls(form).filter((control) => !ticks(control) || control.checked);
  sessionStorage.setItem(KEPT, JSON.stringify({ of, chosen: chosen.map(({ name, value }) => [name, value]) }));
}

function restore(form, chosen) {
  for (const control of controls(form)) {
    const values = chosen.filter(([name]) => name === control.name).map(([, value]) => value);
    if (ticks(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? control.value;
  }
}

export default function mount(element) {
  const of = element.matches("form") && `${element.action} ${element.elements.version.value}`;
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  if (kept && kept.of === of) restore(element, kept.chosen);
  else sessionStorage.removeItem(KEPT);
  if (!of) return undefined;
  const listen = () => keep(element, of);
  element.addEventListener("input", listen);
  return () => element.removeEventListener("input", listen);
}
