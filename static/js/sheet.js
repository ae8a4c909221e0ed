/** The questions of one page, saved as they are answered, whichever way they are laid out. */

import { Question } from "./question.js";
import { readSheet } from "./server.js";
import { outbox, showStatus } from "./site.js";
import { fill } from "./status.js";

export class Sheet {
  /** `root` holds the questions, and for each section its box “completed” in a form that names the quadrant. */
  constructor(root, assessment) {
    // `marked`: how often a section was marked here; what was on its way from the server meanwhile is older.
    // `marking`: how many marks are not on the device yet; until then what it holds is older than what the boxes show.
    Object.assign(this, { root, assessment, savedAt: null, marked: 0, marking: 0 });
    showStatus(() => this.savedAt);
    this.questions = [...root.querySelectorAll("[data-factor]")].map((part) => new Question(part, assessment, outbox));
    this.boxes = [...root.querySelectorAll("[name=done]")];
    this.progress = root.querySelector("[data-progress]");
    // What is kept on the device is newer than what a browser would restore into the form by itself.
    this.boxes.forEach((box) => { box.form.autocomplete = "off"; });
    this.listen();
    outbox.ready.then(() => {
      outbox.watch(this);
      this.load();
    });
  }

  listen() {
    this.root.addEventListener("change", ({ target }) => {
      const question = this.questionOf(target);
      if (question) question.save();
      else if (this.boxes.includes(target)) this.saveMark(target);
    });
    this.root.addEventListener("input", ({ target, isComposing }) => {
      if (target.matches("textarea")) this.questionOf(target).typed(isComposing);
    });
    this.root.addEventListener("compositionend", ({ target }) => this.questionOf(target).typed(false));
    this.root.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=clear]");
      if (!button) return;
      event.preventDefault();
      this.clear(this.questionOf(button));
    });
    window.addEventListener("pagehide", () => this.saveAll());
    window.addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      outbox.isHandedOver = false;
      this.load();
    });
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? this.saveAll() : this.load()));
  }

  questionOf(element) {
    return this.questions.find(({ fieldset }) => fieldset.contains(element));
  }

  markOf(box) {
    return { assessment: this.assessment, target: `mark ${box.form.dataset.quadrant}` };
  }

  /** Whether an operation is about something on this page. */
  holds(record) {
    const targets = [...this.questions.map(({ code }) => code), ...this.boxes.map((box) => this.markOf(box).target)];
    return record.assessment === this.assessment && targets.includes(record.target);
  }

  saveAll() {
    this.questions.forEach((question) => question.save());
  }

  async saveMark(box) {
    const { quadrant } = box.form.dataset;
    this.marked += 1;
    this.marking += 1;
    await outbox.change({ ...this.markOf(box), kind: "mark", quadrant, done: box.checked, page: location.pathname });
    this.marking -= 1;
    this.update();
  }

  clear(question) {
    question.clear();
    // A section without this answer is not completed.
    const box = this.boxes.find(({ form }) => form.contains(question.fieldset));
    if (!box.checked) return;
    box.checked = false;
    this.saveMark(box);
  }

  update() {
    this.questions.forEach((question) => question.update());
    this.boxes.forEach((box) => {
      const own = outbox.about(this.markOf(box));
      if (own.length && !this.marking) box.checked = own[own.length - 1].done;
    });
    fill(this.progress, { answered: this.questions.filter((question) => question.isAnswered).length });
  }

  answer({ assessment, target }, result) {
    if (result.saved_at) this.savedAt = new Date(result.saved_at);
    const question = assessment === this.assessment && this.questions.find(({ code }) => code === target);
    if (question && result.outcome === "late") question.tellLate(result);
    return Boolean(question);
  }

  /** What the server has by now: another device may have written since this page was made. */
  async load() {
    const before = this.marked;
    const data = await readSheet(this.assessment);
    if (!data) return;
    const moments = Object.values(data.ratings).map(({ saved_at: moment }) => new Date(moment));
    if (moments.length) this.savedAt = new Date(Math.max(...moments, this.savedAt || 0));
    const isOlder = (box) => this.marked !== before || outbox.about(this.markOf(box)).length;
    this.boxes.filter((box) => !isOlder(box)).forEach((box) => {
      box.checked = data.sections.find(({ quadrant }) => quadrant === box.form.dataset.quadrant).is_marked;
    });
    await outbox.learn(this.assessment, data.ratings);
  }
}
