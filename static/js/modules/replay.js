// Moves through the changes of a case: by hand with the slider, or by itself. The words stand in the page.

const PAUSE = 900;

export default function mount(replay) {
  const timeline = replay.querySelector('[data-module~="timeline"]');
  const slider = replay.querySelector("input");
  const button = replay.querySelector("[data-play]");
  const words = replay.querySelector("#step-text");
  const steps = [...replay.querySelectorAll("[data-seq]")];
  let timer = null;
  let wanted = 0;

  const show = async (index) => {
    wanted = index;
    slider.value = index;
    words.textContent = steps[index].textContent;
    const answer = await fetch(replay.dataset.source.replace(/0$/, steps[index].dataset.seq)).catch(() => null);
    // An answer that was overtaken by the next step is thrown away.
    if (answer?.ok && wanted === index) {
      timeline.dispatchEvent(new CustomEvent("timeline:update", { detail: await answer.json() }));
    }
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    button.setAttribute("aria-pressed", "false");
  };
  const next = () => (wanted + 1 < steps.length ? show(wanted + 1) : stop());
  const play = () => {
    if (timer) return stop();
    button.setAttribute("aria-pressed", "true");
    if (wanted + 1 >= steps.length) show(0);
    timer = setInterval(next, PAUSE);
    return undefined;
  };
  button.addEventListener("click", play);
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  show(0);
  return stop;
}
