// The button that prints this page; without a script the browser's own menu does.
export default function mount(button) {
  const press = () => window.print();
  button.hidden = false;
  button.addEventListener("click", press);
  return () => button.removeEventListener("click", press);
}
