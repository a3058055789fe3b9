// A press may take its own button away: a note that is released leaves the queue. Whoever walks with the keyboard then
// stands at the heading of the part they were in, and not at the top of the page.

export default function mount(page) {
  let part = null;
  const came = ({ target }) => (part = target.closest("section[id]")?.id);
  const left = ({ target }) => setTimeout(() => target.isConnected && document.activeElement === document.body && (part = null));
  const stay = () => {
    if (part && document.activeElement === document.body) document.getElementById(part)?.querySelector("h2[tabindex]")?.focus({ preventScroll: true });
  };
  const listeners = [[page, "focusin", came], [page, "focusout", left], [document, "htmx:after:swap", stay], [document, "live:message", stay]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}
