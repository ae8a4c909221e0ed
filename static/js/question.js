/** One factor's fieldset: what it shows, what of it is new, and what is wrong with it. */

import { CONFLICT, REFUSED, isHeld } from "./queue.js";
import { say } from "./status.js";
import { EMPTY, difference, isSame, needsReason } from "./values.js";

const PAUSE = 700;

export class Question {
  constructor(fieldset, assessment, outbox) {
    this.fieldset = fieldset;
    this.outbox = outbox;
    this.code = fieldset.dataset.factor;
    this.subject = { assessment, target: this.code };
    this.base = this.control("base_revision");
    this.revision = Number(this.base.value);
    this.writing = 0;
    this.known = this.read("default");
    // Whoever was faster than this script has tapped already.
    if (difference(this.known, this.read())) this.save();
  }

  control(name) {
    return this.fieldset.querySelector(`[name="${this.code}-${name}"]`);
  }

  radios(name) {
    return [...this.fieldset.querySelectorAll(`[name="${this.code}-${name}"]`)];
  }

  /** The answer as it is shown, or, with "default", as the server rendered it. */
  read(which = "") {
    const checked = which ? "defaultChecked" : "checked";
    const text = (name) => this.control(name)[which ? "defaultValue" : "value"];
    const chosen = (name) => (this.radios(name).find((radio) => radio[checked]) || { value: "" }).value;
    const answer = chosen("answer");
    const degree = Number(answer) || null;
    return {
      kind: degree ? "degree" : answer || EMPTY.kind,
      degree,
      importance: Number(chosen("importance")) || null,
      reason: text("reason"),
      note: text("note"),
    };
  }

  get isAnswered() {
    return this.read().kind !== EMPTY.kind;
  }

  /** Show a value, but leave alone what the person has changed since. */
  paint(value) {
    const shown = this.read();
    const isUntouched = (...fields) => fields.every((field) => shown[field] === this.known[field]);
    if (isUntouched("kind", "degree")) this.choose("answer", value.degree || value.kind);
    if (isUntouched("importance")) this.choose("importance", value.importance || "none");
    ["reason", "note"].filter((field) => isUntouched(field)).forEach((field) => this.write(field, value));
    const painted = this.read();
    Object.keys(EMPTY).filter((field) => isUntouched(field)).forEach((field) => { this.known[field] = painted[field]; });
    this.unfold();
  }

  choose(name, value) {
    this.radios(name).forEach((radio) => {
      if (radio.value !== "none" || value !== "none") radio.checked = radio.value === String(value);
    });
  }

  /** Blanks at the end, which the server drops, are not taken from under the person's fingers. */
  write(field, value) {
    const control = this.control(field);
    if (!isSame({ ...EMPTY, [field]: control.value }, { ...EMPTY, [field]: value[field] })) control.value = value[field];
  }

  unfold() {
    const { kind, importance, reason, note } = this.known;
    if (needsReason({ kind }) || reason) this.fieldset.querySelector(".rating-reason").classList.add("rating-reason--open");
    if (importance || note) this.fieldset.querySelector(".rating-more").open = true;
  }

  /** Text is kept on a pause, or when the field is left; until then it counts as unsaved. */
  typed(isComposing) {
    this.outbox.hold(this.code);
    clearTimeout(this.timer);
    // Half a syllable that is still being turned into a character is no text yet.
    if (!isComposing) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  clear() {
    this.known = this.read();
    ["answer", "importance"].forEach((name) => this.radios(name).forEach((radio) => { radio.checked = false; }));
    ["reason", "note"].forEach((name) => { this.control(name).value = ""; });
    this.save({ ...EMPTY });
    this.fieldset.focus();
  }

  async save(patch = difference(this.known, this.read())) {
    clearTimeout(this.timer);
    this.outbox.typing.delete(this.code);
    if (!patch) return this.outbox.tell();
    const shown = this.read();
    this.known = { ...shown };
    this.forgetError();
    this.unfold();
    this.writing += 1;
    const change = { kind: "rate", factor: this.code, patch, shown, base: this.revision, page: location.pathname };
    await this.outbox.change({ ...this.subject, ...change });
    this.writing -= 1;
    this.update();
  }

  /** What the server said of the answer before. */
  forgetError() {
    const error = document.getElementById(`factor-${this.code}-error`);
    if (!error) return;
    error.remove();
    this.fieldset.classList.remove("rating--error");
  }

  update() {
    if (this.writing) return;
    const own = this.outbox.about(this.subject);
    const standing = this.outbox.standing(this.subject);
    if (own.length) this.paint(own[own.length - 1].value);
    else if (standing && standing.revision > this.revision) {
      this.paint(standing.value);
      this.revision = standing.revision;
      this.base.value = standing.revision;
    }
    this.show(own.find((record) => record.state === CONFLICT || record.state === REFUSED || isHeld(record)));
  }

  /** What the person has to decide or to mend, below the question. */
  show(record) {
    const about = record ? JSON.stringify([record.op_id, record.state, record.value]) : "";
    if (about === this.shownAbout) return;
    this.shownAbout = about;
    this.fieldset.querySelectorAll("[data-trouble]").forEach((box) => box.remove());
    this.fieldset.classList.toggle("rating--error", Boolean(record) && record.state === REFUSED);
    if (!record) return;
    if (record.state === CONFLICT) this.insert(this.choice(record));
    else if (record.state === REFUSED) this.insert(this.message("rating-error", sentences(record)));
    else this.insert(this.message("rating-missing", [say("needsReason")]));
  }

  insert(box) {
    this.fieldset.querySelector(".rating-rows").after(box);
  }

  message(style, texts) {
    const box = Object.assign(document.createElement("div"), { className: style });
    box.dataset.trouble = "";
    box.append(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    return box;
  }

  /** Both values, with who wrote the other and when, and the two ways on. */
  choice(record) {
    const box = document.getElementById("outbox-conflict").content.firstElementChild.cloneNode(true);
    box.querySelector("[data-detail]").textContent = record.detail;
    box.querySelector("[data-mine]").textContent = this.describe(record.value);
    box.querySelector("[data-theirs]").textContent = this.describe(record.current.value);
    const decide = (keepMine) => {
      this.outbox.decide(record, keepMine);
      this.fieldset.focus();
    };
    box.querySelector("[data-keep]").addEventListener("click", () => decide(true));
    box.querySelector("[data-take]").addEventListener("click", () => decide(false));
    return box;
  }

  describe({ kind, degree, importance, reason, note }) {
    const word = (name, value) => {
      const radio = this.radios(name).find(({ value: own }) => own === String(value));
      return [...radio.parentElement.querySelectorAll("[class$='-mark'], [class$='-word']")].map((part) => part.textContent).join(" ");
    };
    const parts = [kind === EMPTY.kind ? say("notAnswered") : word("answer", degree || kind)];
    // A curator can stop asking for importances while answers are on their way.
    if (importance && this.radios("importance").length) parts.push(`${say("importance")} ${word("importance", importance)}`);
    return [...parts, reason, note].filter(Boolean).join(" · ");
  }

  /** It came after the submission: the server keeps it and lists it on the assessment's page. */
  tellLate({ detail }) {
    const box = this.message("notice notice--warning", [detail]);
    delete box.dataset.trouble;
    this.insert(box);
  }
}

const sentences = ({ detail, errors = [] }) => (errors.length ? errors.map((error) => error.detail) : [detail]);
