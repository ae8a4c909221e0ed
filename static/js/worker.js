/**
 * The service worker: keeps the shell and the person's own pages, as they were last seen, for a start without a network.
 *
 * It never touches a write, and pages of one person at most are kept: whoever signs in or out empties them. Without a
 * list of files it is switched off, and ends itself.
 */

const { build, files } = self.SHELL;
const SHELL_CACHE = `shell-${build}`;
const PAGES = `pages-${build}-`;
const OWN_PAGE = /^\/(stations\/\d+|assessments\/\d+(\/rate\/[SWOT]|\/check|\/enter)?)\/$/;
const ACCOUNT = /^\/(account|admin)\//;
const OWNER = /<div id="outbox"[^>]* data-user="(\d+)"/;
const PATIENCE = 8000;

// Rises with every sign-in and sign-out: a page that was asked for before belongs to whoever was there before.
let era = 0;

async function clear(isKept) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !isKept(name)).map((name) => caches.delete(name)));
}

async function keep(url, response, began) {
  const [, owner] = OWNER.exec(await response.clone().text()) || [];
  if (!owner || era !== began) return;
  const own = PAGES + owner;
  await clear((name) => name === SHELL_CACHE || name === own);
  await (await caches.open(own)).put(url, response);
  // Somebody signed out in the meantime.
  if (era !== began) await caches.delete(own);
}

const isWhole = (response) =>
  response.status === 200 && !response.redirected && (response.headers.get("Content-Type") || "").startsWith("text/html");

const kept = (url) => caches.match(url, { ignoreVary: true });

/** The server's page; the kept one where the server does not answer, or not before patience ends. */
async function page(event, url) {
  const began = era;
  const answer = fetch(event.request).then((response) => {
    if (isWhole(response)) event.waitUntil(keep(url, response.clone(), began));
    return response;
  });
  const copy = await kept(url);
  if (!copy) return answer;
  const patience = new Promise((resolve) => { setTimeout(() => resolve(copy), PATIENCE); });
  return Promise.race([answer.catch(() => copy), patience]);
}

/** What is open was fetched before this worker ruled, with another shell, or with none. */
async function keepOpenPages() {
  const began = era;
  const open = await self.clients.matchAll({ type: "window" });
  await Promise.all(open.map(async ({ url }) => {
    const { origin, pathname } = new URL(url);
    if (!OWN_PAGE.test(pathname)) return;
    const answer = await fetch(pathname);
    if (isWhole(answer)) await keep(origin + pathname, answer, began);
  }));
}

async function rule() {
  await clear((name) => name === SHELL_CACHE || name.startsWith(PAGES));
  await self.clients.claim();
  // Nobody waits for it: without a network it is left until the next visit.
  keepOpenPages().catch(() => {});
}

async function end() {
  await clear(() => false);
  await self.registration.unregister();
}

self.addEventListener("install", (event) => {
  const ready = files.length ? caches.open(SHELL_CACHE).then((cache) => cache.addAll(files)) : null;
  event.waitUntil(Promise.resolve(ready).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(files.length ? rule() : end());
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin || !files.length) return;
  if (method === "POST" && ACCOUNT.test(pathname)) {
    era += 1;
    event.waitUntil(clear((name) => name === SHELL_CACHE));
  }
  if (method !== "GET") return;
  if (files.includes(pathname)) event.respondWith(kept(url).then((file) => file || fetch(event.request)));
  else if (mode === "navigate" && OWN_PAGE.test(pathname)) event.respondWith(page(event, origin + pathname));
});
