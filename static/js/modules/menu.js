// A disclosure that behaves like a menu: Escape, a click elsewhere and walking on close it.
export default function mount(menu) {
  const close = (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && close({ target: relatedTarget }));
  document.addEventListener("click", close);
  return () => document.removeEventListener("click", close);
}
