/** Sends what waits, one tab at a time, and tries again with growing pauses. */

import { exclusively } from "./lock.js";
import { wire } from "./queue.js";
import { isAnswer, post, readSheet } from "./server.js";

const BATCH = 50;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5 * 60 * 1000;

export const NETWORK = "network";
export const BUSY = "busy";
export const SIGNED_OUT = "signed_out";

export class Sender {
  constructor(outbox, onTrouble) {
    this.outbox = outbox;
    this.onTrouble = onTrouble;
    this.trouble = "";
    this.detail = "";
    this.limit = BATCH;
    this.failures = 0;
    this.notBefore = 0;
    this.timer = 0;
    this.isRunning = false;
    this.isWanted = false;
  }

  /** Something new waits: send it, unless a pause or a sign-in has to be waited for. */
  wake() {
    if (this.trouble === "") this.run();
  }

  /** The person, the network or a new sign-in says that it is worth trying now. */
  insist() {
    if (Date.now() >= this.notBefore) this.run();
  }

  async run() {
    this.isWanted = true;
    if (this.isRunning) return;
    this.isRunning = true;
    clearTimeout(this.timer);
    while (this.isWanted) {
      this.isWanted = false;
      this.settle(await this.attempt());
    }
    this.isRunning = false;
  }

  attempt() {
    return exclusively(this.outbox.device, () => this.drain()).catch(() => BUSY);
  }

  settle(trouble) {
    this.trouble = trouble;
    this.failures = trouble ? this.failures + 1 : 0;
    if (trouble) this.isWanted = false;
    if (trouble && trouble !== SIGNED_OUT) this.timer = setTimeout(() => this.run(), this.pause());
    this.onTrouble();
  }

  pause() {
    const pause = Math.min(FIRST_PAUSE * 2 ** (this.failures - 1), LONGEST_PAUSE);
    return Math.max(pause * (0.5 + Math.random() / 2), this.notBefore - Date.now() + pause * Math.random());
  }

  /** Send until nothing is left; the word for what stopped it, or none. */
  async drain() {
    for (;;) {
      const batch = await this.outbox.take(this.limit);
      if (!batch.length) break;
      const trouble = await this.deliver(batch);
      if (trouble) return trouble;
    }
    this.limit = BATCH;
    return "";
  }

  async deliver(batch) {
    let answer = await post(batch.map(wire));
    if (answer.status === 403 && answer.data) {
      // The token was lost or is another sign-in's: the sheet brings a new one, once.
      await readSheet(batch[0].assessment);
      answer = await post(batch.map(wire));
    }
    if (isAnswer(answer)) {
      const count = await this.outbox.settle(batch, answer.data.results);
      if (count) this.failures = 0;
      return count === batch.length ? "" : BUSY;
    }
    return this.cope(batch, answer);
  }

  async cope(batch, { status, data, seconds }) {
    if (!data) return NETWORK;
    this.detail = data.detail;
    if (status === 401 || status === 403) return SIGNED_OUT;
    if (status === 413 || status === 422) {
      if (batch.length === 1) await this.outbox.refuse(batch[0], data.detail);
      else this.limit = status === 422 ? 1 : Math.floor(batch.length / 2);
      return "";
    }
    if (status === 429) this.notBefore = Date.now() + Math.max(seconds, 1) * 1000;
    return BUSY;
  }
}
