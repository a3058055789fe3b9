// Keeps the projector awake for as long as the page is in view; the browser lets go of it when it is not.
export default function mount() {
  if (!("wakeLock" in navigator)) return undefined;
  let lock = null;
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      lock = await navigator.wakeLock.request("screen");
    } catch {
      lock = null; // a laptop that saves its battery may say no; the page works all the same
    }
  };
  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    document.removeEventListener("visibilitychange", ask);
    lock?.release();
  };
}
