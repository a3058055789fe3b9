// Looks now and then whether one is let in, and goes on when that is so. A page that is not looked at does not ask.

const EVERY = 4_000;

export default function mount(place) {
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (place.isConnected && !page.querySelector('[data-module="waiting"]')) location.replace(answer.url);
  };
  const timer = setInterval(look, EVERY * (0.8 + 0.4 * Math.random()));
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
