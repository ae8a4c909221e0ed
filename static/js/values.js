/** An answer's value as the server knows it, and what two values differ in. */

export const EMPTY = Object.freeze({ kind: "not_answered", degree: null, importance: null, reason: "", note: "" });
const FIELDS = Object.keys(EMPTY);
const TEXTS = new Set(["reason", "note"]);
const REASONED = new Set(["not_applicable", "cannot_judge"]);

/** Texts are compared as the server keeps them. */
const plain = (value, field) => (TEXTS.has(field) ? value[field].replace(/\r\n?/g, "\n").replace(/[\u202a-\u202e\u2066-\u2069]/g, "").trim() : value[field]);

export const isSame = (one, other) => FIELDS.every((field) => plain(one, field) === plain(other, field));

export const needsReason = (value) => REASONED.has(value.kind);

export const lacksReason = (value) => needsReason(value) && !value.reason.trim();

/** The fields of `shown` that are new against `known`, or null; a degree never travels without its kind. */
export function difference(known, shown) {
  const changed = FIELDS.filter((field) => known[field] !== shown[field]);
  if (!changed.length) return null;
  const fields = changed.includes("kind") || changed.includes("degree") ? [...changed, "kind", "degree"] : changed;
  return Object.fromEntries(fields.map((field) => [field, shown[field]]));
}

/** A UUID; over plain HTTP browsers have getRandomValues alone. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
