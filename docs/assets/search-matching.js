// Which papers have what a question asks for, and where: for each word the tokens that are it, a form of it or, of the
// last word, begin with it. In: words and phrases as search-words.js reads them. Out: arrays by paper of a volume.

import { placesInAbstracts, postings, tokens } from "./search-files.js";

// What may be left of a word behind the part that its forms share: "iz-at-ion-s" of "generalizations".
const ENDING = /^(?:|[bdglmnprt]?(?:able|al|ance|ant|at|e|ed|en|ence|ent|er|es|i|ible|ic|ied|ies|ing|ion|is|ism|ist|iti|ity|iv|iz|ly|ment|ness|or|ous|s|y)+)$/;
const INFLECTION = /^(?:|[bdglmnprt]?(?:e|ed|er|ers|es|ing|ings|s))$/; // all that may be left behind three letters: "tun-ing"
const SIGNS = /^(?:.[+#*]+\d*|[+#*]\d+)$/u; // "++" behind "C", "20" behind "C++"
const STEM = 3; // letters that forms share at least
const BEGINNING = 3; // letters from which on a beginning stands for words
const EXACT = 1;
const SIGNED = 0.6; // "C" for "C++"
const FORM = 0.55;
const BEGUN = 0.4;
const WHOLE = 1.5; // a compound as it was written
const FIELDS = { title: 8, family: 6, given: 2, label: 1.5, identifier: 8, abstract: 1 };
const ENOUGH = 3; // at so much weight a word is half as sure as it can be

// What may be left of a word and of a form of it, when they share so many letters: half of the word at least.
function endingBehind(shared, word) {
  return shared > STEM && shared >= word.length / 2 ? ENDING : shared === STEM ? INFLECTION : null;
}

/** Return how well a token is a word that was typed, from 0 to 1. */
export function likeness(token, word, isBegun) {
  if (token === word) return EXACT;
  if (token.startsWith(word) && SIGNS.test(word.slice(-1) + token.slice(word.length))) return SIGNED;
  if (/^\p{L}+$/u.test(word)) {
    let shared = 0;
    while (shared < word.length && token[shared] === word[shared]) shared += 1;
    const ending = endingBehind(shared, word);
    if (ending?.test(word.slice(shared)) && ending.test(token.slice(shared))) return FORM;
  }
  return isBegun && word.length >= BEGINNING && token.startsWith(word) ? BEGUN : 0;
}

// The letters that all tokens have which may be a word.
function beginning(word) {
  if (!/^\p{L}+$/u.test(word)) return word;
  for (let length = STEM; length < word.length; length++) if (endingBehind(length, word)?.test(word.slice(length))) return word.slice(0, length);
  return word;
}

/** Return the tokens of a volume that are a word, each with its likeness. */
async function tokensOf(volume, word, isBegun) {
  if (!word) return [];
  const all = await tokens(volume, beginning(word));
  return all.map((token) => ({ token, like: likeness(token.text, word, isBegun) })).filter(({ like }) => like);
}

class Found {
  constructor(volume) {
    this.weight = new Float32Array(volume.papers);
    this.title = new Map(); // by paper: places in the title,
    this.people = new Map(); // and among names, of the very word
    this.ends = 0; // places from the first part of a word to its last
  }
}

function add(map, paper, place) {
  if (map.has(paper)) map.get(paper).push(place);
  else map.set(paper, [place]);
}

function gather(volume, found, { token, like }) {
  const { fields } = volume.layout;
  const { papers, times, ends, near } = postings(token);
  for (let n = 0, at = 0; n < papers.length; n++) {
    const paper = papers[n];
    let weight = FIELDS.abstract * Math.min(times[n], 4);
    let person = 0; // several of one name are no better than one
    for (; at < ends[n]; at++) {
      const place = near[at];
      if (place < fields.labels) {
        weight += FIELDS.title / (0.6 + volume.titleWords[paper] / 20);
        add(found.title, paper, place);
      } else if (place >= fields.authors) {
        const isFamily = (place - fields.authors) % fields.slot === fields.slot - 1;
        person = Math.max(person, isFamily ? FIELDS.family : FIELDS.given);
        if (like === EXACT) add(found.people, paper, place - fields.authors);
      } else weight += place === fields.labels ? FIELDS.label : FIELDS.identifier;
    }
    weight += person / (1 + Math.log2(1 + volume.authors[paper] / 8));
    const sure = (like * weight) / (weight + ENOUGH);
    found.weight[paper] += sure - sure * found.weight[paper]; // either will do
  }
}

/** Return the papers of a volume that have a token, as `find` does. */
async function findToken(volume, text, isBegun, initial = "") {
  const found = new Found(volume);
  for (const each of await tokensOf(volume, text, isBegun)) gather(volume, found, each);
  if (initial) for (const each of await tokensOf(volume, initial, false)) if (each.like === EXACT) gather(volume, found, each);
  return found;
}

/** Return the papers of a volume that have a word: weights from 0 to 1 by paper, and places by paper. */
export async function find(volume, { parts, whole, isRun, isInitial }, isBegun, initialSign) {
  const initial = isInitial ? `${parts[0][0]}${initialSign}` : "";
  const ofParts = await Promise.all(parts.map((part, place) => findToken(volume, part, isBegun && !isRun && place === parts.length - 1, initial)));
  if (parts.length === 1) return ofParts[0];
  const found = new Found(volume);
  for (let paper = 0; paper < volume.papers; paper++) found.weight[paper] = Math.min(...ofParts.map(({ weight }) => weight[paper]));
  for (const [paper, places] of ofParts[0].title) {
    const following = places.filter((start) => ofParts.every(({ title }, part) => title.get(paper)?.includes(start + part)));
    if (following.length) found.title.set(paper, following);
  }
  found.ends = parts.length - 1;
  if (!whole) return found;
  const together = await findToken(volume, whole, isBegun);
  for (let paper = 0; paper < volume.papers; paper++) if (together.weight[paper]) found.weight[paper] = Math.max(found.weight[paper], WHOLE * together.weight[paper]);
  for (const [paper, places] of together.title) for (const place of places) add(found.title, paper, place);
  for (const [paper, places] of together.people) for (const place of places) add(found.people, paper, place);
  return found;
}

/** Return the papers of a volume that have a token as it is. */
export async function findExact(volume, text) {
  const token = (await tokens(volume, text)).find((each) => each.text === text);
  return new Set(token ? postings(token).papers : []);
}

/** Return the papers of a volume in which tokens stand side by side; words without a place are anywhere in an abstract. */
export async function findPhrase(volume, phrase, glue) {
  const exact = await Promise.all(phrase.map(async (text) => (await tokens(volume, text)).find((token) => token.text === text)));
  if (exact.includes(undefined)) return new Set();
  const near = await standing(exact.map(nearPlaces), () => false);
  if (exact.length === 1) return new Set(postings(exact[0]).papers);
  const far = await standing(await Promise.all(exact.map(placesInAbstracts)), (place) => glue.has(phrase[place]));
  return new Set([...near, ...far]);
}

// Papers in which the places of tokens follow each other.
function standing(all, isAnywhere) {
  const first = all.findIndex((_, place) => !isAnywhere(place));
  const lead = all[Math.max(first, 0)];
  const fits = (paper, start) => all.every((places, place) => (isAnywhere(place) ? places.has(paper) : places.get(paper)?.includes(start + place - first)));
  return [...lead].filter(([paper, starts]) => (first < 0 ? all.every((places) => places.has(paper)) : starts.some((start) => fits(paper, start)))).map(([paper]) => paper);
}

function nearPlaces(token) {
  const { fields } = token.volume.layout;
  const { papers, ends, near } = postings(token);
  const found = new Map();
  for (let n = 0, at = 0; n < papers.length; n++) {
    for (; at < ends[n]; at++) if (near[at] < fields.labels || near[at] >= fields.authors) add(found, papers[n], near[at]);
  }
  return found;
}
