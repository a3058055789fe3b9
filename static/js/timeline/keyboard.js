// Arrow keys walk through the events in order of time, whatever lane they stand in; only one of them is a tab stop.
// The list beside the timeline says the same and remains the main way for keyboard and screen reader.

const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function walkByKeyboard(root, { events, current, go, act, leave }) {
  function onKey(event) {
    const node = event.target.closest("[data-event]");
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    const order = events();
    const index = order.findIndex((each) => String(each.id) === node.dataset.event);
    const target = destination(event.key, index, order.length);
    if (target !== null) go(order[target].id);
    else if (event.key === "Enter" || event.key === " ") act(Number(node.dataset.event));
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  root.addEventListener("keydown", onKey);
  return { setStop: () => setStop(root, current() ?? events()[0]?.id) };
}

function destination(key, index, count) {
  if (key in NEXT) return Math.min(Math.max(index + NEXT[key], 0), count - 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

function setStop(root, id) {
  for (const node of root.querySelectorAll("[data-event]")) {
    node.tabIndex = node.dataset.event === String(id) ? 0 : -1;
  }
}

// Single keys work everywhere except where somebody is typing, and not at all once the person has switched them off.
export function listenForKeys(keys, act) {
  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]")) return;
    if (document.documentElement.dataset.keys === "off") return;
    const key = event.key.toLowerCase();
    if (!(key in keys)) return;
    event.preventDefault();
    act(keys[key]);
  }
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
