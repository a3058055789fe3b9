// What people are typing.

const FIELDS =
  'select, textarea, input:not([type]), input:is([type="text"], [type="search"], [type="number"], [type="email"], [type="url"], ' +
  '[type="tel"], [type="date"], [type="time"], [type="password"]), [contenteditable=""], [contenteditable="true"]';

function fieldsIn(root) {
  const inside = [...root.querySelectorAll(FIELDS)];
  return root instanceof Element && root.matches(FIELDS) ? [root, ...inside] : inside;
}

function changed(field) {
  return "defaultValue" in field && field.value !== field.defaultValue;
}

// Text that a reload would lose.
export function unsavedText(root = document) {
  return fieldsIn(root).some((field) => changed(field) && field.value.trim() !== "");
}

// Whether somebody is writing here: in a field with the focus, or one that was left with words in it.
export function isWrittenIn(root) {
  return fieldsIn(root).some((field) => field === document.activeElement) || unsavedText(root);
}
