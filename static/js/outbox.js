/**
 * The person's outbox: every change is kept on the device before it is sent, and stays until the server names it.
 *
 * A change counts as unsaved from the moment of the tap: `change` says so before it does anything asynchronous.
 */

import { REFUSED, changed, decided, isHeld, isStuck, learned, refusedAlone, settled, taken } from "./queue.js";
import { Sender } from "./sender.js";
import { DeviceStore, MemoryStore } from "./store.js";

const NOTHING = { records: [], standings: [] };

export class Outbox {
  constructor(user) {
    this.device = new DeviceStore(`outbox-${user}`);
    this.memory = new MemoryStore();
    this.kept = NOTHING;
    this.typing = new Set();
    this.answered = new Set();
    this.writing = 0;
    // Set when the plain form takes everything along.
    this.isHandedOver = false;
    this.watchers = [];
    this.sender = new Sender(this, () => this.tell());
    this.channel = window.BroadcastChannel ? new BroadcastChannel(this.device.name) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data);
    this.ready = this.refresh();
  }

  /**
   * `watcher.update(outbox)` is called after every change. `watcher.answer(record, result)` is called with every answer
   * until one says that it has shown it.
   */
  watch(watcher) {
    this.watchers.push(watcher);
    watcher.update(this);
  }

  tell() {
    this.watchers.forEach((watcher) => watcher.update(this));
  }

  get records() {
    return this.open([...this.kept.records, ...this.memory.records]);
  }

  /** Without those that were answered on a device that cannot even delete any more. */
  open(records) {
    return records.filter((record) => !this.answered.has(record.op_id));
  }

  about(subject) {
    const isAbout = (record) => record.assessment === subject.assessment && record.target === subject.target;
    return this.records.filter(isAbout);
  }

  standing({ assessment, target }) {
    const isIt = (one) => one.assessment === assessment && one.factor === target;
    const [one, other] = [this.kept.standings.find(isIt), this.memory.standings.find(isIt)];
    return one && other ? (other.revision > one.revision ? other : one) : one || other;
  }

  /** How many answers are in which plight; `unsafe` ones are gone when the page is closed. */
  get counts() {
    const { records } = this;
    const targets = (all) => new Set(all.map((record) => `${record.assessment} ${record.target}`)).size;
    const waiting = records.filter((record) => !isStuck(record) && !isHeld(record));
    return {
      all: targets(records),
      stuck: targets(records.filter(isStuck)),
      refused: targets(records.filter((record) => record.state === REFUSED)),
      held: targets(records.filter(isHeld)),
      waiting: targets(waiting),
      unsafe: this.writing + this.typing.size + this.memory.records.length,
    };
  }

  /** Text is being typed that no operation holds yet. */
  hold(target) {
    this.typing.add(target);
    this.tell();
  }

  async change(change) {
    this.typing.delete(change.target);
    this.writing += 1;
    this.tell();
    await this.write(change);
    this.writing -= 1;
    await this.refresh();
    this.share("changed");
    this.sender.wake();
  }

  async write(change) {
    try {
      await this.device.transact((records, standings) => changed(records, standings, change));
    } catch {
      const isKept = this.kept.records.some((record) => record.assessment === change.assessment && record.target === change.target);
      // What the device still holds of it comes first, and its answer gives the base.
      const base = isKept ? null : change.base;
      await this.memory.transact((records, standings) => changed(records, standings, { ...change, base }));
    }
  }

  async decide(conflict, keepMine) {
    await this.everywhere((records, standings) => decided(records, standings, conflict, keepMine));
    await this.refresh();
    this.share("changed");
    this.sender.wake();
  }

  async learn(assessment, ratings) {
    await this.everywhere((records, standings) => learned(standings, assessment, ratings));
    await this.refresh();
  }

  /** Let go of what the server will never take. */
  async discard() {
    await this.everywhere((records) => ({ remove: records.filter((record) => record.state === REFUSED) }));
    await this.refresh();
    this.share("changed");
  }

  /** What the server has too need not stay on a device that others use. */
  forget() {
    return this.device.forget().catch(() => {});
  }

  /** Mark the next operations as sent and return them. */
  async take(limit) {
    const mark = (records) => taken(this.open(records), limit);
    const { batch } = await this.device.transact(mark).catch(() => this.takeUnmarked(mark));
    if (batch.length) return batch;
    return (await this.memory.transact((records) => taken(records, limit))).batch;
  }

  /** A device that takes no more writing may still be read; what it holds must reach the server all the more. */
  async takeUnmarked(mark) {
    return mark((await this.device.read().catch(() => NOTHING)).records);
  }

  /** Take the server's results; how many operations they settled. */
  async settle(batch, results) {
    const isKept = await this.everywhere((records, standings) => settled(records, standings, batch, results));
    const answers = batch.map((record) => [record, results.find((result) => isAnswerTo(record, result))]);
    const named = answers.filter(([, result]) => result);
    if (!isKept) named.forEach(([record]) => this.answered.add(record.op_id));
    await this.refresh();
    this.share("changed");
    named.forEach((pair) => this.watchers.some((watcher) => watcher.answer && watcher.answer(...pair)));
    return named.length;
  }

  async refuse(record, detail) {
    if (!(await this.everywhere((records) => refusedAlone(records, record, detail)))) this.answered.add(record.op_id);
    await this.refresh();
    this.share("changed");
  }

  /** Do the same to both stores; whether the device took it. */
  async everywhere(decide) {
    await this.memory.transact(decide);
    return this.device.transact(decide).then(() => true, () => false);
  }

  async refresh() {
    try {
      this.kept = await this.device.read();
    } catch {
      // What was read last is still the best that is known.
    }
    this.tell();
  }

  share(news) {
    if (this.channel) this.channel.postMessage(news);
  }

  hear(news) {
    this.refresh();
    if (news === "signed_in") this.sender.insist();
  }

  /** Try to send everything; true when nothing is left that could be sent. */
  async flush(milliseconds) {
    const until = Date.now() + milliseconds;
    this.sender.insist();
    while (Date.now() < until) {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      const isIdle = !this.writing && !this.sender.isRunning;
      if (isIdle && (this.sender.trouble || !this.counts.waiting)) break;
    }
    return !this.counts.waiting && !this.writing;
  }
}

const isAnswerTo = (record, result) => result.op_id === record.op_id && result.outcome !== "failed";
