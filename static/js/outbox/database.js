// The browser's database for the outbox: one key for each seat, and the sealed entries in the order they were made.

const NAME = "klagerejsen.outbox";
const BOTH = ["seats", "entries"];

export function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function openDatabase() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("seats", { keyPath: "seat" });
    request.result.createObjectStore("entries", { keyPath: "id", autoIncrement: true }).createIndex("seat", "seat");
  };
  return promised(request);
}

// Runs `work(seats, entries)` in one transaction, and waits until the disk has it.
export async function change(database, work) {
  const transaction = database.transaction(BOTH, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const result = await work(...BOTH.map((name) => transaction.objectStore(name)));
  await done;
  return result;
}

// Nothing that anybody wrote, and no key, stays; `spared` is the seat that somebody still has.
export function destroyAllBut(database, spared) {
  return change(database, async (seats, entries) => {
    const others = (await promised(seats.getAllKeys())).filter((seat) => seat !== spared);
    others.forEach((seat) => seats.delete(seat));
    for (const { id, seat } of await promised(entries.getAll())) {
      if (seat !== spared) entries.delete(id);
    }
  });
}
