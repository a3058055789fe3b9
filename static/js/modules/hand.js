// A hand goes up without leaving the place one reads, and comes down when the facilitator takes it down.
// It is worth something now or not at all, so it does not wait in the outbox for a network.

import { token } from "../outbox/page.js";

export default function mount(form) {
  const button = form.querySelector("button");
  const show = (up) => {
    button.setAttribute("aria-pressed", String(up));
    button.value = up ? "no" : "yes";
  };
  const send = async (event) => {
    event.preventDefault();
    const wanted = button.value === "yes";
    show(wanted);
    const body = new URLSearchParams({ hand: wanted ? "yes" : "no" });
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
    if (!answer?.ok) show(!wanted);
  };
  const onMessage = ({ detail }) => {
    const ours = detail.entity === "participant" && String(detail.id) === form.dataset.seat;
    if (ours && detail.data && "hand" in detail.data) show(detail.data.hand);
  };
  form.addEventListener("submit", send);
  document.addEventListener("live:message", onMessage);
  return () => {
    form.removeEventListener("submit", send);
    document.removeEventListener("live:message", onMessage);
  };
}
