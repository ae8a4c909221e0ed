/** What a page shows of work in the background is fetched again until the work is over; then the page is loaded anew. */

const PAUSE = 2000;
const part = document.querySelector("[data-refresh]");

async function newest() {
  const answer = await fetch(part.dataset.refresh, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById(part.id);
}

async function refresh() {
  const found = await newest().catch(() => null);
  if (found && !found.dataset.refresh) location.reload();
  else if (found && found.innerHTML !== part.innerHTML) part.replaceChildren(...found.childNodes);
  setTimeout(refresh, PAUSE);
}

setTimeout(refresh, PAUSE);
