// The workshop is over: nothing that somebody wrote stays in a browser that others may use.
export default function mount() {
  sessionStorage.clear();
}
