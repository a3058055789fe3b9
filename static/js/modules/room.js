// What a page of the room needs to know beside its parts: whether the network is there, and that the workshop ended.

const BACK_FOR = 3000;

export default function mount(strip) {
  const say = (words) => {
    strip.textContent = words;
    strip.hidden = !words;
  };
  let timer = null;
  const offline = () => {
    clearTimeout(timer);
    say(strip.dataset.offline);
  };
  const back = () => {
    if (strip.hidden || strip.textContent === strip.dataset.back) return;
    say(strip.dataset.back);
    timer = setTimeout(() => say(""), BACK_FOR);
  };
  const listeners = [
    [document, "live:state", ({ detail }) => (detail === "offline" ? offline() : back())],
    [document, "live:message", ({ detail }) => leaveIfOver(strip, detail)],
    [window, "offline", offline],
    [window, "online", back],
  ];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

// A page that shows the code of the room begins anew with a new one; phones are not told it.
export function leaveIfOver(strip, { entity, data }) {
  if (entity !== "workshop" || !data) return;
  const renewed = "code" in data && "code" in strip.dataset && data.code !== strip.dataset.code;
  if (renewed || String(data.closed) !== strip.dataset.closed) location.reload();
}
