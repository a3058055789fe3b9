// Keeps the screen in step with the room: its glasses, the event in focus, and whatever the timeline draws.

import { DRAWN, fetcher } from "../timeline/fetcher.js";

export default function mount(frame) {
  const timeline = frame.querySelector('[data-module~="timeline"]');
  const tell = (name, detail) => timeline?.dispatchEvent(new CustomEvent(name, { detail }));
  const state = { ...frame.dataset };
  const redraw = fetcher(timeline, (payload) => {
    tell("timeline:update", payload);
    tell("timeline:focus", { id: Number(state.focus) || null });
  });

  const follow = ({ glasses, focus, accounts, closed, code }) => {
    if (String(closed) !== state.closed || code !== state.code) return location.reload();
    if (glasses !== state.glasses) tell("timeline:glasses", { glasses });
    if (String(focus ?? "") !== state.focus) tell("timeline:focus", { id: focus });
    if (String(accounts) !== state.accounts) redraw();
    Object.assign(state, { glasses, focus: String(focus ?? ""), accounts: String(accounts) });
    return undefined;
  };
  const onMessage = ({ detail }) => {
    if (detail.entity === "workshop" && detail.data) follow(detail.data);
    else if (DRAWN.has(detail.entity)) redraw();
  };
  document.addEventListener("live:message", onMessage);
  return () => document.removeEventListener("live:message", onMessage);
}
