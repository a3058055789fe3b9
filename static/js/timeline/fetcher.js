// Fetches the drawing of a timeline when something that it draws has changed.

// Kinds of things whose changes are drawn.
export const DRAWN = new Set(["journey", "actor", "event", "finding", "answer"]);

// Long enough to take a burst of changes together, short enough to be seen at once.
const PAUSE = 20;

// Never fetches twice at a time; what changes meanwhile is fetched once more afterwards.
export function fetcher(timeline, show) {
  let timer = null;
  let busy = false;
  let again = false;
  const run = async () => {
    timer = null;
    busy = true;
    const answer = await fetch(timeline.dataset.source, { headers: { Accept: "application/json" } }).catch(() => null);
    busy = false;
    if (answer?.ok) show(await answer.json());
    if (again) {
      again = false;
      ask();
    }
  };
  const ask = () => {
    if (!timeline || timer) return;
    if (busy) again = true;
    else timer = setTimeout(run, PAUSE);
  };
  return ask;
}
