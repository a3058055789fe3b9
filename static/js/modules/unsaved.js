// What is typed while people talk is kept nowhere but on the page: whoever leaves it unsent is asked first.
export default function mount(form) {
  let touched = [...form.querySelectorAll("textarea")].some(({ value }) => value);
  const touch = () => (touched = true);
  const send = () => (touched = false);
  const leave = (event) => touched && event.preventDefault();
  const listeners = [[form, "input", touch], [form, "submit", send], [window, "beforeunload", leave]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}
