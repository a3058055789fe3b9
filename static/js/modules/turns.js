// Of a guide's sides one is open at a time: one that closes above must not carry the one that was opened out of sight.
export default function mount(guide) {
  const follow = ({ target }) => {
    if (target.open && target.getBoundingClientRect().top < 0) target.scrollIntoView({ block: "start" });
  };
  guide.addEventListener("toggle", follow, true);
  return () => guide.removeEventListener("toggle", follow, true);
}
