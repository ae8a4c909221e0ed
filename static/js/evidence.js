/**
 * A file sent in pieces, with its progress: after a broken line it goes on where the server stands.
 *
 * Without this script the form sends the file at once. With it the pieces go first, then the form, which names them.
 */

import { askToSignIn } from "./sign_in.js";

const PIECE = 128 * 1024;
const SECONDS = 120;
const [FIRST_PAUSE, LONGEST_PAUSE] = [500, 30000];

const form = document.getElementById("form");
const { file: chooser, upload, sent_name: sentName, sent_size: sentSize } = form.elements;
const words = form.dataset;
const find = (name) => form.querySelector(`[data-${name}]`);
const token = () => (document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/) || ["", ""])[1];

/** The server said no for good, or the person did. */
class Refused extends Error {}

/** The upload at work: how its request is ended, and its pause. */
let run = null;

function show(isRunning, problem = "") {
  ["progress", "stop"].forEach((name) => { find(name).hidden = !isRunning; });
  // A field that is switched off is not part of the form that is sent.
  [chooser, form.querySelector("button")].forEach((control) => { control.disabled = isRunning; });
  Object.assign(find("problem"), { textContent: problem, hidden: !problem });
  say("");
}

function say(sentence, { isWaiting = false } = {}) {
  find("status").textContent = sentence;
  find("again").hidden = !isWaiting;
}

/** The status with the words of the answer; status 0 where there was no answer of ours. */
async function ask(url, { headers, ...options } = {}) {
  run.abort = new AbortController();
  const timer = setTimeout(() => run && run.abort.abort(), SECONDS * 1000);
  try {
    const response = await fetch(url, {
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: run.abort.signal,
      headers: { Accept: "application/json", "X-CSRFToken": token(), ...headers },
      ...options,
    });
    if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) return { status: 0 };
    const seconds = Number(response.headers.get("Retry-After")) || 0;
    return { ...(await response.json()), status: response.status, seconds };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(timer);
  }
}

const pause = (milliseconds) => new Promise((resolve) => {
  run.wake = resolve;
  setTimeout(resolve, milliseconds);
});

/** Ask until there is an answer that stands: broken lines, a busy server and an expired sign-in are waited out. */
async function insist(request) {
  for (let wait = FIRST_PAUSE; !run.isStopped; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
    const { status, seconds = 0, ...answer } = await request();
    if (run.isStopped) break;
    if (status && status < 500 && status !== 401 && status !== 429) return answer;
    say(status === 401 ? words.signedOut : words.interrupted, { isWaiting: true });
    if (status === 401) askToSignIn(answer.detail, () => run && run.wake());
    await pause(status === 401 ? LONGEST_PAUSE : Math.max(seconds * 1000, wait * (0.75 + Math.random() / 2)));
  }
  throw new Refused("");
}

/** How much has arrived; an answer that does not say so says why nothing more is taken. */
function received(answer, file) {
  if (answer.received === undefined) throw new Refused(answer.detail);
  const percent = file.size ? Math.floor((100 * answer.received) / file.size) : 100;
  form.querySelector("progress").value = percent;
  say(words.sent.replace("{percent}", percent));
  return answer.received;
}

async function sendPieces(file, url) {
  const headers = { "Content-Type": "application/octet-stream" };
  let offset = received(await insist(() => ask(url)), file);
  while (offset < file.size) {
    const from = `${url}?offset=${offset}`;
    const body = await new Response(file.slice(offset, offset + PIECE)).arrayBuffer().catch(() => {
      throw new Refused(words.unreadable);
    });
    offset = received(await insist(() => ask(from, { method: "POST", headers, body })), file);
  }
}

/** With the token of this moment: signing in again has changed it. */
function sendForm() {
  const body = new FormData(form);
  body.set("csrfmiddlewaretoken", token());
  return ask(location.pathname, { method: "POST", body });
}

async function send(file) {
  // The same file, chosen again after the page was closed, goes on with what has arrived.
  const key = `upload ${location.pathname} ${file.name} ${file.size} ${file.lastModified}`;
  upload.value = memory((store) => store.getItem(key)) || upload.value;
  memory((store) => store.setItem(key, upload.value));
  [sentName.value, sentSize.value] = [file.name, file.size];
  let answer;
  do {
    await sendPieces(file, words.pieces.replace(/[^/]+\/$/, `${upload.value}/`));
    say(words.checking);
    answer = await insist(sendForm);
  } while (answer.received !== undefined);
  memory((store) => store.removeItem(key));
  if (!answer.location) throw new Refused(answer.detail);
  run = null;
  location.assign(answer.location);
}

/** Browsers that keep nothing, as in a private window, do without. */
function memory(use) {
  try { return use(localStorage); } catch { return null; }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [file] = chooser.files;
  if (run) return;
  if (!file || file.size > Number(words.largest)) return show(false, file ? words.tooLarge : words.choose);
  run = { isStopped: false, abort: null, wake: () => {} };
  show(true);
  send(file).catch((error) => {
    run = null;
    show(false, error instanceof Refused ? error.message : words.unreadable);
  });
});

find("again").addEventListener("click", () => run.wake());
find("stop").addEventListener("click", () => {
  run.isStopped = true;
  run.abort.abort();
  run.wake();
});
window.addEventListener("online", () => run && run.wake());
window.addEventListener("beforeunload", (event) => { if (run) { event.preventDefault(); event.returnValue = ""; } });
