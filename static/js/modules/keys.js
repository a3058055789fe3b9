// Lets a person switch off shortcuts of a single key, which speech input and unsteady hands can set off by mistake.

const KEY = "klagerejsen.keys";

export default function mount(box) {
  const show = (off) => {
    document.documentElement.dataset.keys = off ? "off" : "on";
    box.checked = !off;
  };
  box.addEventListener("change", () => {
    localStorage.setItem(KEY, box.checked ? "on" : "off");
    show(!box.checked);
  });
  show(localStorage.getItem(KEY) === "off");
}
