/** The rating page saves as you go: each answer is an operation of the outbox. */

import { isHeld, isStuck } from "./queue.js";
import { Sheet } from "./sheet.js";
import { outbox } from "./site.js";

const PATIENCE = 10000;

const form = document.getElementById("form");
const { quadrant } = form.dataset;
const sheet = new Sheet(form, Number(form.dataset.assessment));
let pressed = null;
let isLeaving = false;

/** Pressed twice, a button leads on once. */
async function leave() {
  if (isLeaving || outbox.isHandedOver) return;
  isLeaving = true;
  await leaveBy(pressed);
  isLeaving = false;
}

/** Once everything is on the server, the plain form changes nothing there and leads on. */
async function leaveBy(button) {
  sheet.saveAll();
  const isSent = await outbox.flush(PATIENCE);
  const left = outbox.records.filter((record) => sheet.holds(record));
  const open = sheet.questions.find(({ code }) => left.some((record) => record.target === code && (isStuck(record) || isHeld(record))));
  if (open && button.name === "next") open.fieldset.focus();
  else if (!left.length || outbox.memory.records.length) sendPlainly(button);
  else if (isSent) location.assign(form.dataset.back);
  else if (await isKept(next(button))) location.assign(next(button));
}

/** Where the button leads once the section is saved. */
function next({ name }) {
  if (name !== "next") return form.dataset.back;
  const letter = "SWOT"["SWOT".indexOf(quadrant) + 1];
  return location.pathname.replace(/rate\/.\/$/, letter ? `rate/${letter}/` : "check/");
}

/** Whether the device can show a page without the network. */
const isKept = async (path) => Boolean(window.caches && (await caches.match(path, { ignoreVary: true })));

function sendPlainly({ name, value }) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  outbox.isHandedOver = true;
  form.submit();
}

form.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button && button.type === "submit") pressed = button;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  pressed = event.submitter || pressed;
  // Enter saves, but leads nobody away.
  if (pressed.name !== "stay") leave();
});
