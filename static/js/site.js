/** On every page of a person who is signed in: what still waits is sent, and nobody leaves it behind unknowingly. */

import { Outbox } from "./outbox.js";
import { SIGNED_OUT } from "./sender.js";
import { askToSignIn, closeDialog } from "./sign_in.js";
import { Status, count } from "./status.js";

const shell = document.getElementById("outbox");

export const outbox = new Outbox(shell.dataset.user);

/** A page without a place for the status gets one as soon as there is something to say. */
class Notice {
  update({ counts, sender }) {
    if (document.getElementById("save-status") || !(counts.all || sender.trouble)) return;
    const notice = document.getElementById("outbox-notice").content.cloneNode(true);
    document.getElementById("main").prepend(notice);
    showStatus(() => null);
  }

  /** What no question on this page shows. Answers that are in conflict or refused wait at theirs, with a link. */
  answer({ kind }, { outcome, detail }) {
    if (!detail || (kind === "rate" && outcome !== "late")) return;
    const box = Object.assign(document.createElement("p"), { className: "notice notice--warning", textContent: detail });
    box.setAttribute("role", "alert");
    document.getElementById("main").prepend(box);
  }
}

export function showStatus(savedAt) {
  const line = document.getElementById("save-status");
  const tools = line.parentElement.querySelector("[data-outbox-tools]");
  tools.append(document.getElementById("outbox-tools").content.cloneNode(true));
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) TOOLS[button.dataset.outbox]();
  });
  outbox.watch(new Status({ line, tools, savedAt }));
}

const TOOLS = {
  send: () => outbox.sender.insist(),
  "sign-in": () => askToSignIn(outbox.sender.detail, goOn),
  export: () => exportRecords(),
  discard: () => window.confirm(count("discard", outbox.counts.refused)) && outbox.discard(),
};

function goOn() {
  outbox.share("signed_in");
  outbox.sender.insist();
}

/** A copy of what is not on the server yet, to take away. */
function exportRecords() {
  const content = { user: shell.dataset.user, at: new Date().toISOString(), operations: outbox.records };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  link.download = `swot-outbox-${content.at.slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** The dialog comes by itself, but not between the letters of a word. */
class Expiry {
  update({ sender }) {
    if (sender.trouble !== SIGNED_OUT) {
      // Another tab may have been faster.
      if (this.isAsked) closeDialog();
      this.isAsked = false;
    } else if (!this.isAsked && !document.activeElement.matches("textarea")) {
      this.isAsked = true;
      askToSignIn(sender.detail, goOn);
    }
  }
}

let isStaying = true;

/** From one page of ours to another nothing is lost: the next page goes on sending. */
function leaveWithin({ target, defaultPrevented }) {
  const link = target.closest("a[href]");
  if (target.tagName === "FORM" || (link && link.origin === location.origin && !link.download)) {
    isStaying = defaultPrevented;
    setTimeout(() => { isStaying = true; }, 3000);
  }
}

function guard(event) {
  const { all, unsafe } = outbox.counts;
  if (outbox.isHandedOver || (!unsafe && !(all && isStaying))) return;
  event.preventDefault();
  event.returnValue = "";
}

function signOut(event) {
  const { all, unsafe } = outbox.counts;
  if ((all || unsafe) && !window.confirm(count("signOut", all))) event.preventDefault();
  else outbox.forget();
}

document.querySelectorAll("[data-sign-out]").forEach((form) => form.addEventListener("submit", signOut));
window.addEventListener("click", leaveWithin);
window.addEventListener("submit", leaveWithin);
window.addEventListener("beforeunload", guard);
window.addEventListener("online", () => outbox.sender.insist());
window.addEventListener("pageshow", ({ persisted }) => { if (persisted) outbox.refresh(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  outbox.refresh();
  if (outbox.counts.waiting) outbox.sender.insist();
});

// Over plain HTTP, and in some browsers' private windows, there is none.
if (navigator.serviceWorker) navigator.serviceWorker.register(shell.dataset.worker).catch(() => {});

outbox.ready.then(() => {
  outbox.watch(new Notice());
  outbox.watch(new Expiry());
  outbox.sender.wake();
});
