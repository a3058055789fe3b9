// A disclosure that behaves like a menu: Escape and a click elsewhere close it.
export default function mount(menu) {
  const close = (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", close);
  return () => document.removeEventListener("click", close);
}
