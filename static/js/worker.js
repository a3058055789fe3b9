// Answers for a page of the phone that the network does not bring, with a page that says so and comes back by itself.
// That page, its style and its script are all that it keeps: no word of a case is ever in a cache, and everything else
// goes its way without it. Its own address names what to keep, and changes with it.

const asked = new URL(location).searchParams;
const PAGE = asked.get("page");
const KEPT = [PAGE, ...asked.getAll("file")].map((address) => new URL(address, location).href);
const NAME = location.href;
const PATIENCE = 15_000;
// What stands before the server says this where the server is gone.
const GONE = new Set([502, 503, 504]);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEPT)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.registration.navigationPreload?.enable(), forgetOlder()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (KEPT.includes(request.url)) event.respondWith(kept(request).then((found) => found ?? fetch(request)));
});

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
}

async function page(event) {
  const late = new Promise((_resolve, reject) => setTimeout(reject, PATIENCE));
  try {
    const answer = await Promise.race([brought(event), late]);
    return GONE.has(answer.status) ? ((await kept(PAGE)) ?? answer) : answer;
  } catch {
    return (await kept(PAGE)) ?? Response.error();
  }
}

async function brought({ preloadResponse, request }) {
  return (await preloadResponse) ?? fetch(request);
}

const kept = async (request) => (await caches.open(NAME)).match(request);
