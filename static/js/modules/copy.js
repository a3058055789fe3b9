// Copies a text that is shown for that; where a browser does not let us, the text is marked for its own keys.
export default function mount(part) {
  const [text, button, said] = ["textarea", "button", "[role=status]"].map((name) => part.querySelector(name));
  const copy = async () => {
    text.select();
    const done = await navigator.clipboard?.writeText(text.value).then(() => true, () => false);
    if (done || document.execCommand("copy")) said.textContent = part.dataset.done;
  };
  button.hidden = false;
  button.addEventListener("click", copy);
  return () => button.removeEventListener("click", copy);
}
