// The worker that stands in for a page which the network does not bring; browsers have it on https only.

export function employ({ worker, scope }) {
  return navigator.serviceWorker?.register(worker, { scope, updateViaCache: "none" }).catch(() => {});
}

export async function dismiss() {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  const employed = await navigator.serviceWorker.getRegistrations();
  await Promise.all(employed.map((one) => one.unregister()));
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}
