/** What a pressed key means while a sheet is entered from paper, on any keyboard and with any input method. */

const FULL_WIDTH = "０１２３４５６７８９";
const MEANINGS = {
  N: "not_applicable",
  U: "cannot_judge",
  0: "cannot_judge",
  Backspace: "back",
  ArrowUp: "back",
  ArrowLeft: "back",
  ArrowDown: "on",
  ArrowRight: "on",
  Enter: "on",
};

/** The digit or capital letter of a key; an input method that took the key for itself still tells which one it was. */
function nameOf({ key, code, shiftKey }) {
  if (key.length === 1 && FULL_WIDTH.includes(key)) return String(FULL_WIDTH.indexOf(key));
  if (/^[0-9]$/.test(key)) return key;
  if (/^[a-zA-Z]$/.test(key)) return key.toUpperCase();
  // Without the number lock its keys are arrows, whatever is printed on them.
  if (MEANINGS[key]) return key;
  const [, letter] = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(code) || [];
  const isTyped = key.length === 1 || key === "Process" || key === "Unidentified";
  return isTyped && !shiftKey && letter ? letter : key;
}

/** A degree as a number, a word of what is meant, or null. A key held down types one digit alone. */
export function meaningOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
  const name = nameOf(event);
  const degree = /^[1-5]$/.test(name) ? Number(name) : null;
  const meaning = degree || MEANINGS[name] || null;
  return event.repeat && !["back", "on"].includes(meaning) ? null : meaning;
}

/** Enter at the end of a text, but not the one with which an input method takes over what was spelled. */
export const endsText = ({ key, shiftKey, isComposing, keyCode }) =>
  key === "Enter" && !shiftKey && !isComposing && keyCode !== 229;
