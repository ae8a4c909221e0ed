/**
 * The outbox's rules, without a browser: what a change, a sending and an answer make of the operations that are kept.
 *
 * Each function gets all operations in their order and all standing answers, and says what to put, remove and stand.
 * An operation is waiting (never sent), sent (perhaps applied: never changed again), conflict or refused (for the
 * person to decide). Behind a sent operation stands at most one waiting one, which learns its base from the answer.
 */

import { isSame, lacksReason, uuid } from "./values.js";

export const WAITING = "waiting";
export const SENT = "sent";
export const CONFLICT = "conflict";
export const REFUSED = "refused";

const WIRE = {
  rate: ["factor", "value", "base_rev"],
  mark: ["quadrant", "done"],
  declare: ["seen"],
  submit: ["seen", "seen_sheets"],
};

/** What is said of a whole sheet waits for everything before it. */
const STEPS = new Set(["declare", "submit"]);

export const isAbout = (record, { assessment, target }) =>
  record.assessment === assessment && record.target === target;

export const isStuck = (record) => record.state === CONFLICT || record.state === REFUSED;

export const isHeld = (record) => record.state === WAITING && record.kind === "rate" && lacksReason(record.value);

const isSendable = (record) =>
  record.state === SENT || (record.state === WAITING && record.base_rev !== null && !isHeld(record));

const standingOf = (standings, { assessment, target }) =>
  standings.find((standing) => standing.assessment === assessment && standing.factor === target);

/** Take a change of one target; `change.patch` goes over what is kept here, or over what the page shows. */
export function changed(records, standings, change) {
  const own = records.filter((record) => isAbout(record, change));
  const conflict = own.find((record) => record.state === CONFLICT);
  if (conflict) return { put: [{ ...conflict, value: { ...conflict.value, ...change.patch } }] };
  const unsent = own.filter((record) => record.state !== SENT);
  const start = startOf(own, standings, change);
  const { patch, shown, base, ...fields } = change;
  const operation = { ...fields, op_id: uuid(), state: WAITING, client_time: new Date().toISOString() };
  if (change.kind === "rate") {
    Object.assign(operation, { value: { ...start.value, ...patch }, base_rev: start.base });
  }
  return { put: [operation], remove: unsent };
}

function startOf(own, standings, { assessment, target, shown, base }) {
  if (own.length) {
    const last = own[own.length - 1];
    return { value: last.value, base: own[0].state === SENT ? null : last.base_rev };
  }
  const standing = standingOf(standings, { assessment, target });
  // An answer to this device's own operation may have come between the tap and its writing.
  if (standing && standing.own && standing.revision > base) return { value: standing.value, base: standing.revision };
  return { value: shown, base };
}

/** Mark the next operations as sent: the first of each target, in their order. */
export function taken(records, limit) {
  const targets = new Set();
  const firsts = records.filter((record) => {
    const key = `${record.assessment} ${record.target}`;
    return !targets.has(key) && targets.add(key);
  });
  const isFirstOfAll = (record) => !records.some((other) => other.assessment === record.assessment && other.seq < record.seq);
  // A cleared answer takes its section's mark away: a mark that was set after it must not arrive before it.
  const isBehind = ({ assessment, kind, quadrant, seq }) => kind === "mark" && records.some((other) =>
    other.assessment === assessment && other.seq < seq && other.base_rev === null && other.factor.startsWith(quadrant));
  const isReady = (record) =>
    isSendable(record) && !isBehind(record) && (!STEPS.has(record.kind) || isFirstOfAll(record));
  const batch = firsts.filter(isReady).slice(0, limit).map((record) => ({ ...record, state: SENT }));
  return { put: batch, batch };
}

/** What goes over the wire of an operation. */
export function wire(record) {
  const names = ["op_id", "kind", "assessment", "client_time", ...WIRE[record.kind]];
  return Object.fromEntries(names.map((name) => [name, record[name]]));
}

/** Take the server's results; an operation leaves only by a result that names it. */
export function settled(records, standings, batch, results) {
  const outcome = { put: [], remove: [], stand: [] };
  for (const sent of batch) {
    const result = results.find((entry) => entry.op_id === sent.op_id);
    if (!result || result.outcome === "failed") continue;
    const settle = sent.kind === "rate" ? settleRate : settleStep;
    settle(outcome, records.filter((record) => isAbout(record, sent)), sent, result);
  }
  outcome.stand = newer(standings, outcome.stand);
  return outcome;
}

function settleRate(outcome, own, sent, result) {
  const mine = own.filter((record) => record.op_id === sent.op_id);
  const waiting = own.find((record) => record.op_id !== sent.op_id && record.base_rev === null);
  if (result.outcome === "conflict") return settleConflict(outcome, mine, waiting, sent, result);
  if (result.outcome === "refused" && !waiting) {
    outcome.put.push(...mine.map((record) => ({ ...record, state: REFUSED, detail: result.detail, errors: result.errors })));
    return;
  }
  outcome.remove.push(...mine);
  const base = result.revision === undefined ? sent.base_rev : result.revision;
  if (waiting) outcome.put.push({ ...waiting, base_rev: base });
  if (result.current) {
    outcome.stand.push(standing(sent, result.current, result.current.revision === result.revision));
  }
}

/** Both values stay, the person's newest one included, unless they say the same. */
function settleConflict(outcome, mine, waiting, sent, { current, detail }) {
  if (!mine.length) {
    // Sent from the other store: what waits here asks for itself.
    if (waiting) outcome.put.push({ ...waiting, base_rev: sent.base_rev });
    return;
  }
  const value = waiting ? waiting.value : sent.value;
  if (waiting) outcome.remove.push(waiting);
  if (isSame(value, current.value)) {
    outcome.remove.push(...mine);
    outcome.stand.push(standing(sent, current, false));
  } else {
    outcome.put.push(...mine.map((record) => ({ ...record, state: CONFLICT, value, current, detail })));
  }
}

/** Marks, declarations and submissions are never kept: the page shows what came of them. */
function settleStep(outcome, own, sent) {
  outcome.remove.push(...own.filter((record) => record.op_id === sent.op_id));
}

/** Refuse an operation that the server would not even read. */
export function refusedAlone(records, { op_id }, detail) {
  const put = records.filter((record) => record.op_id === op_id).map((record) => ({ ...record, state: REFUSED, detail, errors: [] }));
  return { put };
}

/** Decide a conflict: a new operation over what the other wrote, or theirs. */
export function decided(records, standings, conflict, keepMine) {
  const { seq, op_id, state, current, detail, ...fields } = conflict;
  const stays = records.some((record) => record.op_id === op_id && record.state === CONFLICT);
  if (!stays) return {};
  const again = { ...fields, op_id: uuid(), state: WAITING, base_rev: current.revision };
  const stand = newer(standings, [standing(conflict, current, false)]);
  return { remove: [conflict], put: keepMine ? [again] : [], stand };
}

/** Take the answers of a whole sheet, as the server has it now. */
export function learned(standings, assessment, ratings) {
  const all = Object.entries(ratings).map(([target, current]) => standing({ assessment, target }, current, false));
  return { stand: newer(standings, all) };
}

const standing = ({ assessment, target }, { revision, value, saved_at }, own) =>
  ({ assessment, factor: target, revision, value, saved_at, own });

function newer(standings, candidates) {
  return candidates.filter((candidate) => {
    const known = standingOf(standings, { assessment: candidate.assessment, target: candidate.factor });
    if (!known || known.revision < candidate.revision) return true;
    return known.revision === candidate.revision && candidate.own && !known.own;
  });
}
