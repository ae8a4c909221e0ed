/** Entering a sheet from paper: a digit answers one factor and moves on to the next; all else is the rating page's. */

import { endsText, meaningOf } from "./keys.js";
import { Sheet } from "./sheet.js";
import { outbox } from "./site.js";

const page = document.getElementById("entry");
const end = document.getElementById("entry-end");
const voice = document.getElementById("entry-voice");
const line = document.getElementById("save-status");
const importanceToo = document.getElementById("importance-too");
const sheet = new Sheet(page, Number(page.dataset.assessment));

const isRadioOf = (element, name) => element.type === "radio" && element.name.endsWith(`-${name}`);

/** The chosen button of a question's group, or its first. */
function focusGroup(question, name) {
  const radios = question.radios(name);
  (radios.find((radio) => radio.checked) || radios[0]).focus();
}

function move(question, step) {
  const to = sheet.questions[sheet.questions.indexOf(question) + step];
  if (to) focusGroup(to, "answer");
  else if (step > 0) end.focus();
}

function answer(question, meaning) {
  question.choose("answer", meaning);
  question.save();
  if (typeof meaning !== "number") question.control("reason").focus();
  else if (importanceToo && importanceToo.checked) focusGroup(question, "importance");
  else move(question, 1);
}

function weigh(question, meaning) {
  if (typeof meaning === "number") {
    question.choose("importance", meaning);
    question.save();
    move(question, 1);
  } else if (meaning === "on") move(question, 1);
  else if (meaning === "back") focusGroup(question, "answer");
}

function press(question, target, event) {
  const meaning = meaningOf(event);
  if (!meaning) return;
  event.preventDefault();
  if (isRadioOf(target, "importance")) weigh(question, meaning);
  else if (meaning === "on" || meaning === "back") move(question, meaning === "on" ? 1 : -1);
  else answer(question, meaning);
}

/** A reason that is asked for is not passed over. */
function write(question, target, event) {
  if (event.key === "Escape") focusGroup(question, "answer");
  if (!endsText(event)) return;
  event.preventDefault();
  question.save();
  if (target !== question.control("reason") || target.value.trim()) move(question, 1);
}

page.addEventListener("keydown", (event) => {
  const { target } = event;
  const question = sheet.questionOf(target);
  if (!question) return;
  if (target.matches("textarea")) write(question, target, event);
  else if (target.type === "radio" || target === question.fieldset) press(question, target, event);
});
page.addEventListener("submit", (event) => {
  event.preventDefault();
  sheet.saveAll();
});

end.addEventListener("keydown", (event) => {
  if (meaningOf(event) !== "back") return;
  event.preventDefault();
  focusGroup(sheet.questions[sheet.questions.length - 1], "answer");
});

/** Whoever has begun to enter importances goes on with them. */
function askImportances() {
  importanceToo.checked = importanceToo.checked || sheet.questions.some((question) => question.read().importance);
  showImportances();
}

function showImportances() {
  page.classList.toggle("entry--degrees-alone", !importanceToo.checked);
}

/** Where one stopped: the first question without an answer. */
function start() {
  const isAsked = /^#factor-/.test(location.hash);
  const open = sheet.questions.find((question) => !question.isAnswered);
  if (open && !isAsked && document.activeElement === document.body) focusGroup(open, "answer");
}

/** The line changes with every digit, so a screen reader hears of trouble alone. */
const trouble = {
  update() {
    const words = line.dataset.state === "error" ? line.textContent : "";
    if (voice.textContent !== words) voice.textContent = words;
  },
};

document.querySelectorAll("[data-entry-script]").forEach((part) => { part.hidden = false; });
document.querySelectorAll("[data-entry-plain]").forEach((part) => { part.hidden = true; });
if (importanceToo) {
  importanceToo.addEventListener("change", showImportances);
  askImportances();
}
outbox.ready.then(() => {
  if (importanceToo) askImportances();
  outbox.watch(trouble);
  start();
});
