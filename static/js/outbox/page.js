// What the page says of itself: whose seat it is opened in, and the token that its writes carry.

export const place = document.getElementById("outbox");

const TOKEN = 'meta[name="csrf-token"]';

export function token() {
  return document.querySelector(TOKEN).content;
}

// A page that stood open while the browser was shut down has a token that nobody knows any more.
export async function renewToken() {
  const { token: fresh } = await askAnew();
  if (!fresh || fresh === token()) return false;
  document.querySelector(TOKEN).content = fresh;
  return true;
}

// "here", "closed" or "ended" as the server says it; null where something else answered, as a café's Wi-Fi does.
export async function seatNow() {
  const { token: ours, status, seat } = await askAnew().catch(() => ({}));
  if (!ours || status >= 500) return null;
  if (status === 410) return "closed";
  return seat === place.dataset.seat ? "here" : "ended";
}

async function askAnew() {
  const answer = await fetch(place.dataset.home, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const seat = page.getElementById("outbox")?.dataset.seat;
  return { status: answer.status, seat, token: page.querySelector(TOKEN)?.content };
}
