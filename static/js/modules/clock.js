// Counts down to a moment on the server's clock, however wrong the clock of this device is.

const NOTICEABLE = 2_000;
const ASK_AGAIN = 5_000;

// Server time minus device time. The way here only ever makes it look smaller, so the largest is the truest.
let ahead = -Infinity;
let counted = sinceStart();
let asking = null;

export default function mount(element) {
  learn(Date.parse(element.dataset.now));
  const ends = Date.parse(element.dataset.ends);
  if (!ends) return undefined;
  const show = () => {
    if (wasSet()) askServer();
    const left = Math.max(0, Math.round((ends - ahead - Date.now()) / 1000));
    const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (element.textContent !== text) element.textContent = text;
    element.toggleAttribute("data-over", left === 0);
  };
  show();
  const timer = setInterval(show, 250);
  return () => clearInterval(timer);
}

// What comes long after it was said, or after a clock was set, is worth a question.
function learn(now) {
  const told = now - Date.now();
  if (told < ahead - NOTICEABLE) askServer();
  else if (told) ahead = Math.max(ahead, told);
}

// The browser also counts, from the start of the page, in a way that nobody can set.
function sinceStart() {
  return Date.now() - performance.now();
}

// Whether somebody set the device's clock meanwhile, or the device slept.
function wasSet() {
  const before = counted;
  counted = sinceStart();
  return Math.abs(counted - before) > NOTICEABLE;
}

function askServer() {
  clearTimeout(asking);
  fetch(location.href, { method: "HEAD", cache: "no-store" }).then(
    ({ headers }) => (ahead = Date.parse(headers.get("Date")) - Date.now()),
    () => (asking = setTimeout(askServer, ASK_AGAIN)),
  );
}
