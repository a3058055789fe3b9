// When to try: soon after good news, later and later after bad, and never all phones in the same moment.

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const SPREAD = 300;

export class Rhythm {
  #act;
  #timer;
  #misses = 0;

  constructor(act) {
    this.#act = act;
  }

  #after(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#act, milliseconds);
  }

  // There is something new to send; while sending fails it waits with the rest.
  soon(milliseconds) {
    if (!this.#misses) this.#after(milliseconds);
  }

  // `seconds` is what the server asked for: not before that.
  missed(seconds = 0) {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#misses) * (0.5 + Math.random());
    this.#misses += 1;
    this.#after(Math.max(wait, seconds * 1_000 + Math.random() * SPREAD));
  }

  // Something says that the network may be there again.
  wake() {
    this.#misses = 0;
    this.#after(Math.random() * SPREAD);
  }

  // All was sent, except for what is still being typed.
  went(milliseconds) {
    this.#misses = 0;
    if (milliseconds) this.#after(milliseconds);
  }
}
