/** Where operations and standing answers are kept: on the device, or, where it refuses, in the page's memory. */

const OPERATIONS = "operations";
const STANDINGS = "standings";
const LEASE = "lease";

/** A person's database in the browser. A transaction is over when it is on the disk. */
export class DeviceStore {
  constructor(name) {
    this.name = name;
    this.opening = null;
  }

  open() {
    if (!this.opening) {
      this.opening = opened(this.name, () => { this.opening = null; });
      this.opening.catch(() => { this.opening = null; });
    }
    return this.opening;
  }

  async read() {
    const database = await this.open();
    return new Promise((resolve, reject) => {
      const work = database.transaction([OPERATIONS, STANDINGS]);
      const records = work.objectStore(OPERATIONS).getAll();
      const standings = work.objectStore(STANDINGS).getAll();
      work.oncomplete = () => resolve({ records: records.result, standings: standings.result });
      work.onabort = () => reject(work.error);
    });
  }

  /** Let `decide` say, from all that is kept, what to remove, put and stand; resolves to its decision. */
  async transact(decide) {
    const database = await this.open();
    return new Promise((resolve, reject) => {
      const work = database.transaction([OPERATIONS, STANDINGS], "readwrite", { durability: "strict" });
      const operations = work.objectStore(OPERATIONS).getAll();
      const standings = work.objectStore(STANDINGS).getAll();
      let decision = {};
      work.oncomplete = () => resolve(decision);
      work.onabort = () => reject(work.error);
      standings.onsuccess = () => {
        try {
          decision = decide(operations.result, standings.result);
          carryOut(decision, work);
        } catch (error) {
          work.abort();
          reject(error);
        }
      };
    });
  }

  async forget() {
    const database = await this.open();
    database.transaction(STANDINGS, "readwrite").objectStore(STANDINGS).clear();
  }

  /** Take or prolong the right to send; false where another tab has it. */
  async lease(owner, milliseconds) {
    const database = await this.open();
    return new Promise((resolve, reject) => {
      const work = database.transaction(LEASE, "readwrite");
      const store = work.objectStore(LEASE);
      let isOurs = false;
      work.oncomplete = () => resolve(isOurs);
      work.onabort = () => reject(work.error);
      store.get("sender").onsuccess = ({ target: { result: held } }) => {
        isOurs = !held || held.owner === owner || held.until < Date.now();
        if (isOurs) store.put({ name: "sender", owner, until: Date.now() + milliseconds });
      };
    });
  }
}

function carryOut({ remove = [], put = [], stand = [] }, work) {
  const operations = work.objectStore(OPERATIONS);
  remove.forEach((record) => operations.delete(record.seq));
  put.forEach((record) => operations.put(record));
  stand.forEach((standing) => work.objectStore(STANDINGS).put(standing));
}

function opened(name, onGone) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(OPERATIONS, { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore(STANDINGS, { keyPath: ["assessment", "factor"] });
      request.result.createObjectStore(LEASE, { keyPath: "name" });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = onGone;
      database.onversionchange = () => {
        database.close();
        onGone();
      };
      resolve(database);
    };
  });
}

/** The same for as long as the page is open. */
export class MemoryStore {
  constructor() {
    this.records = [];
    this.standings = [];
    this.last = 0;
  }

  async read() {
    return { records: this.records, standings: this.standings };
  }

  async transact(decide) {
    const decision = decide(this.records, this.standings);
    const { put = [], remove = [], stand = [] } = decision;
    const gone = new Set([...remove, ...put].map((record) => record.seq));
    const numbered = put.map((record) => ({ ...record, seq: record.seq || (this.last += 1) }));
    this.records = [...this.records.filter((record) => !gone.has(record.seq)), ...numbered];
    this.records.sort((one, other) => one.seq - other.seq);
    const isReplaced = (old) => stand.some((one) => one.assessment === old.assessment && one.factor === old.factor);
    this.standings = [...this.standings.filter((old) => !isReplaced(old)), ...stand];
    return decision;
  }
}
