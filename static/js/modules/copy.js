// Copies a text that is shown for that; where a browser does not let us, the text is marked for its own keys.
// What stands nowhere else (`data-nowhere-else`) is not left behind uncopied without a question.
export default function mount(part) {
  const [text, button, said] = [":is(textarea, code)", "button", "[role=status]"].map((name) => part.querySelector(name));
  let kept = !("nowhereElse" in part.dataset);
  const copied = () => {
    kept = true;
    said.textContent = part.dataset.done;
  };
  const copy = async () => {
    if (text.select) text.select();
    else getSelection().selectAllChildren(text);
    const done = await navigator.clipboard?.writeText(text.value ?? text.textContent).then(() => true, () => false);
    if (done || document.execCommand("copy")) copied();
  };
  const leave = (event) => kept || event.preventDefault();
  const listeners = [[button, "click", copy], [text, "copy", copied], [window, "beforeunload", leave]];
  button.hidden = false;
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}
