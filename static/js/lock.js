/** One tab sends at a time: by the browser's locks, or, where there are none, by a lease in the database. */

import { uuid } from "./values.js";

const LEASE = 15000;
const RENEWAL = 5000;
const PATIENCE = 1000;
// Longer than any request: whoever holds the lock until then was put to sleep with it.
const LONGEST = 60000;
const me = uuid();

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

export function exclusively(store, work) {
  return navigator.locks ? underLock(store.name, work) : underLease(store, work);
}

async function underLock(name, work) {
  const wait = new AbortController();
  const timer = setTimeout(() => wait.abort(), LONGEST);
  const begin = () => {
    clearTimeout(timer);
    return work();
  };
  try {
    return await navigator.locks.request(name, { signal: wait.signal }, begin);
  } catch (error) {
    if (!wait.signal.aborted) throw error;
    return navigator.locks.request(name, { steal: true }, work);
  }
}

/** A lease that ran out in a sleeping tab lets two send at once, which the server makes harmless. */
async function underLease(store, work) {
  while (!(await leased(store))) await pause(PATIENCE);
  const renewal = setInterval(() => leased(store), RENEWAL);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await leased(store, -1);
  }
}

/** Where the device keeps nothing, there is nothing to share with another tab. */
const leased = (store, milliseconds = LEASE) => store.lease(me, milliseconds).catch(() => true);
