// The line to the server: a stream while there is one, polling while there is none. Each message is given once, in
// order; every new connection asks for what came after the last one, so nothing is missed in between.

const POLL_EVERY = 2_000;
const LONGEST_WAIT = 30_000;
// The server shows a sign of life every 15 seconds.
const SILENCE = 40_000;
// A hidden page lets go of its stream: a browser opens six connections to a site and no more.
const HIDDEN_FOR = 10_000;

const NO_LONGER = new Set([401, 403, 404, 410]);

export class Line {
  // The last line of the log that the page shows: its number, and its whole name, by which the server knows its own.
  #seq; #place;
  #stream; #poll; #given;
  #source = null;
  #timers = {};
  #tries = 0;
  #misses = 0;
  #state = null;
  #resting = true;
  #polling = false;
  #lastSign = 0;
  #request = null;
  #listeners = [];

  constructor({ stream, poll, after }, given) {
    this.#stream = stream;
    this.#poll = poll;
    this.#seq = Number.parseInt(after, 10) || 0;
    this.#place = after;
    this.#given = given;
  }

  open() {
    this.#listen(document, "visibilitychange", () => this.#seen());
    this.#listen(window, "pageshow", ({ persisted }) => persisted && this.#wake());
    this.#listen(window, "pagehide", () => this.#rest());
    this.#listen(window, "online", () => this.#wake());
    this.#wake();
    this.#seen();
  }

  close() {
    this.#listeners.forEach((stop) => stop());
    this.#rest();
  }

  #listen(target, name, act) {
    target.addEventListener(name, act);
    this.#listeners.push(() => target.removeEventListener(name, act));
  }

  #after(name, milliseconds, act) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(act, milliseconds);
  }

  #seen() {
    if (document.hidden) this.#after("hidden", HIDDEN_FOR, () => this.#rest());
    else this.#wake();
  }

  #rest() {
    this.#resting = true;
    this.#polling = false;
    Object.values(this.#timers).forEach(clearTimeout);
    this.#source?.close();
    this.#source = null;
    this.#request?.abort();
  }

  // Coming back, from wherever: a stream that has just been heard from is kept, all else begins anew.
  #wake() {
    clearTimeout(this.#timers.hidden);
    const alive = this.#source?.readyState === EventSource.OPEN && performance.now() - this.#lastSign < SILENCE / 2;
    if (alive && !this.#resting) return;
    this.#rest();
    this.#resting = false;
    this.#tries = 0;
    this.#misses = 0;
    this.#connect();
  }

  #address(base) {
    const url = new URL(base, location.href);
    url.searchParams.set("after", this.#place);
    return url;
  }

  #connect() {
    const source = new EventSource(this.#address(this.#stream));
    const heard = (act) => (event) => {
      if (source !== this.#source) return;
      this.#sign();
      act?.(event);
    };
    this.#source?.close();
    this.#source = source;
    this.#sign();
    source.addEventListener("open", heard(() => this.#connected()));
    source.addEventListener("message", heard(({ data, lastEventId }) => this.#take(JSON.parse(data), lastEventId)));
    source.addEventListener("reset", heard(({ data, lastEventId }) => this.#reset(JSON.parse(data), lastEventId)));
    source.addEventListener("beat", heard());
    source.addEventListener("error", () => source === this.#source && this.#lost());
  }

  #sign() {
    this.#lastSign = performance.now();
    this.#after("silence", SILENCE, () => this.#lost());
  }

  #connected() {
    this.#tries = 0;
    this.#polling = false;
    clearTimeout(this.#timers.poll);
    this.#say("live");
  }

  #lost() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timers.silence);
    this.#after("connect", this.#wait(this.#tries++), () => this.#connect());
    if (this.#polling) return;
    this.#polling = true;
    this.#after("poll", Math.random() * 1_000, () => this.#ask());
  }

  // Doubles from half a second on, and is spread, so that a room does not come back as one.
  #wait(tries) {
    return Math.min(LONGEST_WAIT, 500 * 2 ** tries) * (0.5 + Math.random());
  }

  async #ask() {
    this.#request = new AbortController();
    const { signal } = this.#request;
    const options = { headers: { "HX-Request": "true" }, cache: "no-store", signal };
    try {
      const answer = await fetch(this.#address(this.#poll), options);
      if (NO_LONGER.has(answer.status)) return this.#refuse(await answer.text());
      if (!answer.ok) throw new Error(String(answer.status));
      this.#polled(await answer.json());
    } catch {
      this.#misses += 1;
      if (this.#polling) this.#say("offline");
    }
    if (this.#polling) this.#after("poll", this.#misses ? this.#wait(this.#misses) : POLL_EVERY, () => this.#ask());
    return undefined;
  }

  #polled({ seq, after, messages, reset, html }) {
    this.#misses = 0;
    if (this.#polling) this.#say("polling");
    if (reset) return this.#reset({ seq, html }, after);
    messages.forEach((message) => this.#take(message, this.#place));
    if (seq >= this.#seq) this.#is(seq, after);
    return undefined;
  }

  #is(seq, place) {
    this.#seq = seq;
    this.#place = place;
  }

  #take(message, place) {
    if (message.seq <= this.#seq) return;
    this.#is(message.seq, place);
    this.#given.message(message);
  }

  #reset({ seq, html }, place) {
    this.#is(seq, place);
    this.#given.reset({ html });
  }

  // The session has ended or the case is gone: asking again would change nothing.
  #refuse(html) {
    this.close();
    this.#say("offline");
    this.#given.refused(html);
  }

  #say(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#given.state(state);
  }
}
