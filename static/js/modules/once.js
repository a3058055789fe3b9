// A form that gives something once: a second tap while the first is on its way must not ask for it again.
export default function mount(form) {
  let sent = false;
  const send = (event) => {
    if (sent) event.preventDefault();
    sent = true;
  };
  const again = ({ persisted }) => {
    if (persisted) sent = false;
  };
  form.addEventListener("submit", send);
  window.addEventListener("pageshow", again);
  return () => window.removeEventListener("pageshow", again);
}
