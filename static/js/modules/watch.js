// Once the page is shown, the worker that stands in for it where there is no network is employed.

import { employ } from "../outbox/worker.js";

const AFTER_THE_PAGE = 2_000;

export default function mount(place) {
  const timer = setTimeout(() => employ(place.dataset), AFTER_THE_PAGE);
  return () => clearTimeout(timer);
}
