/** How far work in the background has come is asked again and again; when its state changes, the page is loaded anew. */

const PAUSE = 2000;
const part = document.querySelector("[data-progress]");
const bar = part.querySelector("progress");

async function ask() {
  const answer = await fetch(part.dataset.progress, { headers: { Accept: "application/json" } });
  const { text, done, state } = await answer.json();
  if (state !== part.dataset.state) location.reload();
  part.querySelector("p").textContent = text;
  bar.value = done;
}

function askAgain() {
  // A line that fails for a moment is no reason to stop.
  ask().catch(() => {}).then(() => setTimeout(askAgain, PAUSE));
}

setTimeout(askAgain, PAUSE);
