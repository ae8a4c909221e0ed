/** Declaring a sheet complete and submitting an assessment: operations that name what the person saw. */

import { outbox } from "./site.js";

const PATIENCE = 10000;
const form = document.querySelector("form[data-operation]");
/** Whether something that this page does not show was on the device since it was made. */
let isBehind = false;

function isWaiting(assessment) {
  return outbox.records.some((record) => record.assessment === assessment && record.target !== form.dataset.operation);
}

/** Show what the server has now, whoever uploaded it: this page, another tab, or the next attempt on a bad line. */
function catchUp(assessment) {
  isBehind ||= isWaiting(assessment);
  if (isBehind && !isWaiting(assessment)) location.reload();
}

/** What was still on the device when this page was made is not on it: it is shown first. */
async function lookAgain(assessment) {
  await outbox.ready;
  catchUp(assessment);
  if (!isBehind) return true;
  await outbox.flush(PATIENCE);
  catchUp(assessment);
  return false;
}

function tell(sentences) {
  document.querySelectorAll("[data-step-refused]").forEach((box) => box.remove());
  const box = Object.assign(document.createElement("div"), { className: "notice notice--error", tabIndex: -1 });
  box.dataset.stepRefused = "";
  box.append(...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  form.before(box);
  box.focus();
}

class Step {
  constructor({ operation, assessment, seen, next }) {
    this.subject = { assessment: Number(assessment), target: operation };
    this.seen = JSON.parse(seen);
    this.next = next;
  }

  async take() {
    if (!(await lookAgain(this.subject.assessment))) return;
    if (!outbox.about(this.subject).length) await outbox.change({ ...this.subject, kind: this.subject.target, ...this.seen });
  }

  update() {
    form.querySelector("button").disabled = outbox.about(this.subject).length > 0;
    catchUp(this.subject.assessment);
  }

  answer({ assessment, target }, { outcome, detail, errors = [] }) {
    if (assessment !== this.subject.assessment || target !== this.subject.target) return false;
    if (outcome === "conflict" || outcome === "refused") tell([detail, ...errors.map((error) => error.detail)]);
    else location.assign(this.next);
    return true;
  }
}

if (form) {
  const step = new Step(form.dataset);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step.take();
  });
  outbox.ready.then(() => outbox.watch(step));
  lookAgain(step.subject.assessment);
}
