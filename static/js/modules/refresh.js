// A part of the page that grows old by itself: fetched anew now and then, while somebody looks at the page.

import { apply } from "../live/apply.js";

const EVERY = 30_000;

export default function mount(part) {
  const renew = async () => {
    if (document.hidden) return;
    const answer = await fetch(part.dataset.source, { cache: "no-store" }).catch(() => null);
    if (answer?.ok && !answer.redirected && part.isConnected) apply(await answer.text());
  };
  const timer = setInterval(renew, EVERY * (0.9 + 0.2 * Math.random()));
  return () => clearInterval(timer);
}
