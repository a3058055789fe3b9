// "Klar" is pressed without leaving the place one reads; in a new phase everyone is asked anew.
export default function mount(form) {
  const button = form.querySelector("button");
  const press = (ready) => {
    button.setAttribute("aria-pressed", String(ready));
    button.value = ready ? "no" : "yes";
  };
  const send = async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    const wanted = button.value === "yes";
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (answer?.ok) press(wanted);
    else if (answer) location.reload();
  };
  const onMessage = ({ detail }) => {
    const phase = detail.entity === "workshop" && detail.data?.phase;
    if (!phase || phase === form.dataset.phase) return;
    form.dataset.phase = phase;
    press(false);
  };
  form.addEventListener("submit", send);
  document.addEventListener("live:message", onMessage);
  return () => document.removeEventListener("live:message", onMessage);
}
