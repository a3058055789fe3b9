// The page that stands in for one which the network did not bring: how much waits on the phone, and back as soon as
// the server answers again. How much waits can be told without opening anything.

import { openDatabase, promised } from "../outbox/database.js";
import { canSeal } from "../outbox/vault.js";

const EVERY = 3_000;
const PATIENCE = 8_000;

export default function mount(place) {
  const look = async () => {
    if (!document.hidden && (await answers(place.dataset.alive))) location.reload();
  };
  const timer = setInterval(look, EVERY * (0.8 + 0.4 * Math.random()));
  const signs = [[window, "online"], [document, "visibilitychange"]];
  signs.forEach(([target, name]) => target.addEventListener(name, look));
  countWaiting(place.dataset).then((words) => (place.querySelector("[role=status]").textContent = words));
  return () => {
    clearInterval(timer);
    signs.forEach(([target, name]) => target.removeEventListener(name, look));
  };
}

async function answers(address) {
  const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  return Boolean(answer?.ok);
}

async function countWaiting(words) {
  if (!canSeal()) return "";
  const database = await openDatabase();
  const entries = await promised(database.transaction("entries").objectStore("entries").getAll());
  database.close();
  const waiting = entries.filter(({ state }) => state === "queued").length;
  return waiting ? words[waiting === 1 ? "one" : "many"].replace("{n}", waiting) : "";
}
