// A form beside the board: opens as a modal dialog, closes on cancel or Escape, and gives the focus back.
export default function mount(dialog) {
  const before = document.activeElement;
  const close = () => {
    dialog.close();
    dialog.remove();
    before?.focus?.();
  };
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
  dialog.querySelector("[data-close]")?.addEventListener("click", (event) => { event.preventDefault(); close(); });
  dialog.showModal();
  dialog.querySelector("[aria-invalid], input:not([type=hidden])")?.focus();
}
