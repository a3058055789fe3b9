// Takes out whatever is kept, of whichever seat, and destroys it with its keys.

import { destroyAllBut, openDatabase, promised } from "./database.js";
import { canSeal, unseal } from "./vault.js";

export async function takeAll() {
  if (!canSeal()) return [];
  const database = await openDatabase();
  const read = (name) => promised(database.transaction(name).objectStore(name).getAll());
  const [seats, entries] = [await read("seats"), await read("entries")];
  const keys = new Map(seats.map(({ seat, sealing }) => [seat, sealing]));
  const opened = entries.map(async ({ seat, ...entry }) => ({ ...entry, content: await unseal(keys.get(seat), `${seat} ${entry.slot}`, entry) }));
  const found = await Promise.allSettled(opened);
  await destroyAllBut(database, null);
  return found.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
}
