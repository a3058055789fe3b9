// The link to the event in focus says "follow again" where somebody looks at another one. What everybody gets is the
// same, so the page says by itself which event it shows.

export default function mount(link) {
  const again = link.querySelector(".again");
  const look = () => {
    const here = document.querySelector("article.card")?.id;
    again.hidden = !here || here === `card-${link.dataset.event}`;
  };
  const watch = new MutationObserver(look);
  const page = document.getElementById("page");
  if (page) watch.observe(page, { childList: true });
  look();
  return () => watch.disconnect();
}
