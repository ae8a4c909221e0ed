/** The one line that says where the work is, with what can be done about it. */

import { isHeld, isStuck } from "./queue.js";
import { BUSY, NETWORK, SIGNED_OUT } from "./sender.js";

const words = document.getElementById("outbox").dataset;
const language = document.documentElement.lang;

export const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** “{n} …” in the singular where the language has one. */
export const count = (name, n) => say(n === 1 ? `${name}One` : name, { n });

/** Words whose places are filled anew, as those of the progress. */
export function fill(element, values) {
  element.textContent = element.dataset.words.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  element.hidden = false;
}

function clock(moment) {
  const isToday = moment.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { month: "numeric", day: "numeric" };
  return moment.toLocaleString(language, { ...day, hour: "2-digit", minute: "2-digit", hour12: false });
}

export class Status {
  /** `line` holds the words, `tools` the buttons; `savedAt()` gives the moment of the last saving, or null. */
  constructor({ line, tools, savedAt }) {
    Object.assign(this, { line, tools, savedAt });
  }

  update(outbox) {
    const [state, sentence] = this.sentence(outbox, outbox.counts, outbox.sender.trouble);
    if (this.line.textContent !== sentence) this.line.textContent = sentence;
    this.line.dataset.state = state;
    this.offer(outbox.counts, outbox.sender.trouble);
    this.link(outbox.records.filter((record) => isStuck(record) || isHeld(record)));
  }

  sentence({ memory }, { all, unsafe, waiting, held, stuck }, trouble) {
    if (memory.records.length) return ["error", say("failed")];
    if (trouble === SIGNED_OUT) return ["error", say("signedOut")];
    if (unsafe) return ["saving", say("saving")];
    if (stuck) return ["error", count("stuck", stuck)];
    if (waiting && trouble) return ["waiting", `${say("retrying")} ${count("waiting", waiting)}`];
    if (waiting) return ["waiting", count("waiting", waiting)];
    if (held) return ["waiting", count("held", held)];
    const moment = this.savedAt();
    return ["saved", moment ? say("savedAt", { time: clock(moment) }) : say("saved")];
  }

  offer({ all, waiting, refused }, trouble) {
    const isOffered = {
      discard: refused,
      send: waiting && (trouble === NETWORK || trouble === BUSY),
      "sign-in": trouble === SIGNED_OUT,
      export: all && (trouble || refused),
    };
    for (const [name, offered] of Object.entries(isOffered)) {
      this.tools.querySelector(`[data-outbox="${name}"]`).hidden = !offered;
    }
  }

  /** The ways to questions on other pages that wait for a decision. */
  link(records) {
    const links = records.filter(({ page }) => page !== location.pathname).map(({ page, target }) =>
      Object.assign(document.createElement("a"), { href: `${page}#factor-${target}`, textContent: target }));
    this.tools.querySelector("[data-outbox=links]").replaceChildren(...links);
  }
}
