// What a word that nobody wrote was meant to be: words of the index at a distance of one or two edits. The list of words
// is loaded when it is first wanted.

import { volumes, whole } from "./search-files.js";

const SHORTEST = 4; // letters of a word that may be misspelt
const LONG = 8; // letters from which on two edits are forgiven
const MOST = 3; // words offered for one

let known = null;
let knownOf = "";

// All words with the number of their papers; those of one length together.
async function words() {
  const all = await volumes();
  const of = all.map(({ path }) => path).join();
  if (known && knownOf === of) return known;
  const counts = new Map();
  for (const text of await Promise.all(all.map((volume) => whole(volume, "spelling")))) count(text, counts);
  const byLength = new Map();
  for (const [text, papers] of counts) {
    if (!byLength.has(text.length)) byLength.set(text.length, []);
    byLength.get(text.length).push({ text, papers, letters: lettersOf(text) });
  }
  [known, knownOf] = [{ counts, byLength }, of];
  return known;
}

function count(text, counts) {
  let before = "";
  for (const line of text ? text.split("\n") : []) {
    const space = line.indexOf(" ");
    before = before.slice(0, parseInt(line[0], 36)) + line.slice(1, space < 0 ? undefined : space);
    counts.set(before, (counts.get(before) ?? 0) + (space < 0 ? 1 : Number(line.slice(space + 1))));
  }
}

// Which letters a word has, as bits: an edit changes two of them at most.
function lettersOf(text) {
  let bits = 0;
  for (let place = 0; place < text.length; place++) bits |= 1 << (text.charCodeAt(place) & 31);
  return bits;
}

function bitsIn(number) {
  let count = 0;
  for (let left = number; left; left &= left - 1) count += 1;
  return count;
}

/** Return the edits between two words, of which two letters that change places are one; `most` + 1 where they are more. */
export function distance(one, other, most) {
  let [older, old, row] = [[], Array.from({ length: other.length + 1 }, (_, place) => place), []];
  for (let i = 1; i <= one.length; i++) {
    row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [older, old] = [old, row];
  }
  return old[other.length];
}

/** Return what a word may have been meant to be, the likeliest first: lists of words, since a space may be missing. */
export async function meant(word) {
  if (word.length < SHORTEST || !/^\p{L}+$/u.test(word)) return [];
  const { counts, byLength } = await words();
  const most = word.length < LONG ? 1 : 2;
  const letters = lettersOf(word);
  const found = [];
  for (let length = word.length - most; length <= word.length + most; length++) {
    for (const { text, papers, letters: others } of byLength.get(length) ?? []) {
      if (text === word || bitsIn(letters ^ others) > 2 * most) continue;
      const edits = distance(word, text, most);
      if (edits <= most) found.push({ texts: [text], edits: edits + (text[0] === word[0] ? 0 : 0.5), papers });
    }
  }
  found.push(...parted(word, counts));
  found.sort((a, b) => a.edits - b.edits || b.papers - a.papers || (a.texts[0] < b.texts[0] ? -1 : 1));
  return found.slice(0, MOST).map(({ texts }) => texts);
}

function parted(word, counts) {
  const places = Array.from({ length: Math.max(0, word.length - 5) }, (_, place) => place + 3);
  const both = places.map((place) => [word.slice(0, place), word.slice(place)]).filter((texts) => texts.every((text) => counts.get(text) > 1));
  return both.map((texts) => ({ texts, edits: 1.5, papers: Math.min(...texts.map((text) => counts.get(text))) }));
}

/** Return whether two words are one in the index. */
export async function isOneWord(text) {
  return (await words()).counts.has(text);
}
