// While writing is locked, what is written stays readable and takes nothing new: <p data-module="lock" data-locked="true">.
// It shuts every form with data-locks, also those that are laid on the page later, and opens them again.

export default function mount(lock) {
  const shut = () => setAll(lock.dataset.locked === "true");
  const watch = new MutationObserver((changes) => changes.some(bringsForm) && shut());
  watch.observe(document.querySelector("main"), { childList: true, subtree: true });
  shut();
  return () => watch.disconnect();
}

function bringsForm({ addedNodes }) {
  return [...addedNodes].some((node) => node.matches?.("form[data-locks]") || node.querySelector?.("form[data-locks]"));
}

function setAll(locked) {
  for (const form of document.querySelectorAll("form[data-locks]")) {
    for (const field of form.elements) {
      if (field.matches("textarea, input[type=text]")) field.readOnly = locked;
      else if (field.matches("input[type=radio], input[type=checkbox], button")) field.disabled = locked;
    }
  }
}
