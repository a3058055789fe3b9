// Counts down to a moment on the server's clock, however wrong the clock of this device is.

// Server time minus device time. The way here only ever makes it look smaller, so the largest is the truest.
let ahead = -Infinity;

export default function mount(element) {
  const now = Date.parse(element.dataset.now);
  if (now) ahead = Math.max(ahead, now - Date.now());
  const ends = Date.parse(element.dataset.ends);
  if (!ends) return undefined;
  const show = () => {
    const left = Math.max(0, Math.round((ends - ahead - Date.now()) / 1000));
    const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (element.textContent !== text) element.textContent = text;
  };
  show();
  const timer = setInterval(show, 250);
  return () => clearInterval(timer);
}
