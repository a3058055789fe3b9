// Keeps a deck at hand while there is a network, and turns the pages itself while there is none.

import { away, fetchDeck, turnBack, turnTo } from "../outbox/deck.js";

const AFTER_THE_PAGE = 1_500;
const PATIENCE = 5_000;

export default function mount(place) {
  let timer = null;
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => fetchDeck(place.dataset.deck), wait);
  };
  const turn = (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.origin === location.origin && away() && turnTo(link.href)) event.preventDefault();
  };
  const changed = ({ detail }) => detail.entity === "event" && later(Math.random() * PATIENCE);
  const listeners = [[document, "click", turn], [window, "popstate", turnBack], [document, "live:message", changed]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  later(AFTER_THE_PAGE);
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}
