// What all sides said of the event on this card: fetched when it is shown to the room, a moment apart on each phone.

const PATIENCE = 1200;

export default function mount(section) {
  let asked = section.childElementCount > 0;
  const onMessage = ({ detail }) => {
    if (asked || !detail.data?.accounts) return;
    asked = true;
    setTimeout(() => show(section), Math.random() * PATIENCE);
  };
  document.addEventListener("live:message", onMessage);
  return () => document.removeEventListener("live:message", onMessage);
}

async function show(section) {
  const answer = await fetch(section.dataset.source).catch(() => null);
  if (!answer?.ok || !section.isConnected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  section.replaceChildren(...page.body.firstElementChild.childNodes);
}
