// Says in words that a request was refused or got lost; what the person sees and typed stays as it is.
//
//   <div data-module="request-problems" data-lost="…" role="alert" hidden></div>

export default function mount(place) {
  const show = (html) => {
    place.innerHTML = html;
    place.hidden = !html;
  };
  const lost = () => {
    show("");
    place.append(Object.assign(document.createElement("p"), { className: "notice", textContent: place.dataset.lost }));
    place.firstElementChild.dataset.kind = "error";
    place.hidden = false;
  };
  // The server answers a script's request with a notice of its own (templates/errors/_notice.html).
  const answered = ({ detail }) => {
    const { response, text } = detail?.ctx ?? {};
    if (!response) return;
    if (response.status < 400) show("");
    else if (text?.includes('class="notice"')) show(text);
    else lost();
  };
  const listeners = [["htmx:after:request", answered], ["htmx:error", lost]];
  listeners.forEach(([name, act]) => document.addEventListener(name, act));
  return () => listeners.forEach(([name, act]) => document.removeEventListener(name, act));
}
