// When everything is shown to the room, each phone fetches what was said of what it has before it, a moment apart.

import { apply } from "../live/apply.js";

const PATIENCE = 1200;

export default function mount(section) {
  const onMessage = ({ detail }) => {
    // Somebody signs words that are shown, or takes the signature back.
    if (detail.entity === "participant" && detail.data?.signed) setTimeout(() => show(section), Math.random() * PATIENCE);
    if (detail.entity !== "workshop" || !detail.data) return;
    const revealed = String(detail.data.revealed);
    if (revealed === section.dataset.revealed) return;
    section.dataset.revealed = revealed;
    if (detail.data.revealed) setTimeout(() => show(section), Math.random() * PATIENCE);
  };
  document.addEventListener("live:message", onMessage);
  return () => document.removeEventListener("live:message", onMessage);
}

async function show(section) {
  const answer = await fetch(section.dataset.source).catch(() => null);
  if (!answer?.ok) return;
  apply(await answer.text());
  for (const own of section.querySelectorAll(".own-notes > [id]")) {
    if (document.getElementById(own.id.replace("own-", ""))) own.remove();
  }
}
