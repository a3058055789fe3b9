// Mounts every element that asks for behaviour: <div data-module="timeline"> gets js/modules/timeline.js.
// A module is `export default function mount(element)`; it may return a function that takes it down again.

const MODULES = new URL("./modules/", import.meta.url);
const mounted = new Map();

function names(element) {
  return element.dataset.module.split(/\s+/).filter(Boolean);
}

// Fetches a module; one that was fetched before is at hand also where there is no network any more.
export function load(name) {
  return import(new URL(`${name}.js`, MODULES));
}

async function mountOne(element, name) {
  const { default: mount } = await load(name);
  if (!element.isConnected) return;
  const unmount = mount(element);
  if (typeof unmount === "function") mounted.get(element).unmounts.push(unmount);
}

function mountElement(element) {
  const known = mounted.get(element) ?? { names: new Set(), unmounts: [] };
  mounted.set(element, known);
  for (const name of names(element)) {
    if (known.names.has(name)) continue;
    known.names.add(name);
    mountOne(element, name).catch((error) => console.error(`Module "${name}" did not mount`, error));
  }
}

function takeDownRemoved() {
  for (const [element, { unmounts }] of mounted) {
    if (element.isConnected) continue;
    mounted.delete(element);
    unmounts.forEach((unmount) => unmount());
  }
}

// Call after putting new content into the page by hand; content that htmx swaps in is found by itself.
export function mountModules(root = document) {
  takeDownRemoved();
  root.querySelectorAll("[data-module]").forEach(mountElement);
}

// A refused or failed request must not replace what the person sees; `data-module="request-problems"` says so in words.
function configureHtmx(htmx) {
  Object.assign(htmx.config, {
    noSwap: [204, 304, "4xx", "5xx"],
    includeIndicatorCSS: false,
    transitions: false,
    // What somebody folded out stays so while the page around it is renewed.
    morphIgnore: [...htmx.config.morphIgnore, "open"],
  });
}

if (window.htmx) configureHtmx(window.htmx);
for (const event of ["htmx:after:swap", "htmx:after:settle"]) {
  document.addEventListener(event, () => mountModules());
}
mountModules();

// What came back from a form is the page that the form stood on: to go back to it, or to load it again, sends nothing twice.
if (document.documentElement.hasAttribute("data-posted") && document.referrer.startsWith(`${location.origin}/`)) {
  history.replaceState(history.state, "", document.referrer.split("#")[0] + location.hash);
}

// A page that came back because something cannot be so begins there, for the keyboard and for those who hear the page.
function beginAtProblem() {
  const place = document.querySelector("main .problem:not([hidden])")?.closest(".field, .ticked, fieldset");
  place?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

if (document.activeElement === document.body) beginAtProblem();
