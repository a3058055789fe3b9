// What stands in a form, as the outbox keeps it.

// These belong to the page and not to what somebody wrote.
const MARKS = new Set(["csrf_token", "key"]);

export function fieldsOf(form) {
  return [...new FormData(form)].filter(([name]) => !MARKS.has(name));
}

export function contentOf(form, words) {
  const title = document.querySelector("main h1")?.textContent.trim() ?? "";
  return { url: new URL(form.action).pathname, fields: fieldsOf(form), page: location.pathname, title, words };
}

export function fill(form, fields) {
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

// Whether something was chosen or written before this script was there to see it.
export function touched(form) {
  return [...form.elements].some((field) => field.checked !== field.defaultChecked || field.value !== (field.defaultValue ?? field.value));
}

// What was typed while the page was still loading, after what was kept.
export function joined(kept, typed) {
  return !typed || kept.includes(typed) ? kept : `${kept} ${typed}`.trim();
}
