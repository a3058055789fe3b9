// The timeline's lengths are those of a projector of 1920 points: on a smaller or larger one it is scaled as a whole.
const WIDTH = 1920;

export default function mount(element) {
  const fit = () => {
    element.style.zoom = String(document.documentElement.clientWidth / WIDTH);
  };
  fit();
  addEventListener("resize", fit);
  return () => removeEventListener("resize", fit);
}
