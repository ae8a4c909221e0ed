/** The rating page saves as you go: each answer is an operation of the outbox. */

import { isHeld, isStuck } from "./queue.js";
import { Question } from "./question.js";
import { readSheet } from "./server.js";
import { outbox, showStatus } from "./site.js";
import { fill } from "./status.js";

const PATIENCE = 10000;

const form = document.getElementById("form");
const assessment = Number(form.dataset.assessment);
const { quadrant } = form.dataset;
const box = form.elements.done;
const markSubject = { assessment, target: `mark ${quadrant}` };
let savedAt = null;
let pressed = null;
let isLeaving = false;

// What is kept on the device is newer than what a browser would restore into the form by itself.
form.autocomplete = "off";

showStatus(() => savedAt);
const fieldsets = [...form.querySelectorAll("[data-factor]")];
const questions = fieldsets.map((fieldset) => new Question(fieldset, assessment, outbox));
const questionOf = (element) => questions.find(({ fieldset }) => fieldset.contains(element));
const isHere = (record) =>
  record.assessment === assessment &&
  (record.target === markSubject.target || questions.some(({ code }) => code === record.target));

function saveAll() {
  questions.forEach((question) => question.save());
}

function saveMark() {
  outbox.change({ ...markSubject, kind: "mark", quadrant, done: box.checked, page: location.pathname });
}

function clear(question) {
  question.clear();
  // A section without this answer is not completed.
  if (!box.checked) return;
  box.checked = false;
  saveMark();
}

/** Pressed twice, a button leads on once. */
async function leave() {
  if (isLeaving || outbox.isHandedOver) return;
  isLeaving = true;
  await leaveBy(pressed);
  isLeaving = false;
}

/** Once everything is on the server, the plain form changes nothing there and leads on. */
async function leaveBy(button) {
  saveAll();
  const isSent = await outbox.flush(PATIENCE);
  const left = outbox.records.filter(isHere);
  const open = questions.find(({ code }) => left.some((record) => record.target === code && (isStuck(record) || isHeld(record))));
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

const page = {
  update() {
    questions.forEach((question) => question.update());
    const own = outbox.about(markSubject);
    if (own.length) box.checked = own[own.length - 1].done;
    const answered = questions.filter((question) => question.read().kind !== "not_answered").length;
    fill(form.querySelector("[data-progress]"), { answered });
  },
  answer({ assessment: where, target }, result) {
    if (result.saved_at) savedAt = new Date(result.saved_at);
    const question = where === assessment && questions.find(({ code }) => code === target);
    if (question && result.outcome === "late") question.tellLate(result);
    return Boolean(question);
  },
};

/** What the server has by now: another device may have written since this page was made. */
async function load() {
  const data = await readSheet(assessment);
  if (!data) return;
  const moments = Object.values(data.ratings).map(({ saved_at: moment }) => new Date(moment));
  if (moments.length) savedAt = new Date(Math.max(...moments, savedAt || 0));
  if (!outbox.about(markSubject).length) box.checked = data.sections.find((one) => one.quadrant === quadrant).is_marked;
  await outbox.learn(assessment, data.ratings);
}

form.addEventListener("change", ({ target }) => {
  const question = questionOf(target);
  if (question) question.save();
  else if (target === box) saveMark();
});
form.addEventListener("input", ({ target, isComposing }) => {
  if (target.matches("textarea")) questionOf(target).typed(isComposing);
});
form.addEventListener("compositionend", ({ target }) => questionOf(target).typed(false));
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && button.type === "submit") pressed = button;
  if (!button || button.name !== "clear") return;
  event.preventDefault();
  clear(questionOf(button));
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  pressed = event.submitter || pressed;
  // Enter saves, but leads nobody away.
  if (pressed.name !== "stay") leave();
});
window.addEventListener("pagehide", saveAll);
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  outbox.isHandedOver = false;
  load();
});
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? saveAll() : load()));

outbox.ready.then(() => {
  outbox.watch(page);
  load();
});
