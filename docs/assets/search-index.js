// The search index as questions and answers. An answer depends on the question and the index alone.
// In: what a reader types, and the filters. Out: papers, best first, and what was understood of the question.

import { manifest, shown, volumes, whole } from "./search-files.js";
import { find, findExact, findPhrase } from "./search-matching.js";
import { rarity, scorer } from "./search-ranking.js";
import { isOneWord, meant } from "./search-spelling.js";
import { reader } from "./search-words.js";

export { likeness } from "./search-matching.js";

// A paper has many topics and tags: chosen ones narrow together. Of years, venues and editions, any will do.
const EITHER = ["year", "venue", "edition"];
const FEW = 3; // of so many words that matter one may be left out

/** Load the rule and the head of each volume, once; after a failure, again. */
export function ready() {
  return volumes();
}

/** Load what reads a text as the index is made. */
export async function words() {
  return reader((await manifest()).rule);
}

/**
 * Answer a search.
 * @param text To be found, as a reader types it; empty asks for all that pass the filters.
 * @param chosen Sets of values by name of filter.
 * @param newest Whether the order is by date; without words it always is.
 * @param counting Whether the number of papers of each value is wanted.
 * @param exactly Whether the words stay as they were typed.
 * @returns results (best first, each with `data()`, what is shown of it), counts (by filter and value), unfiltered
 *   (number without filters), words (that were found), changed (pairs of what was typed and what was taken for it),
 *   left (words that were left out).
 */
export async function ask(text, chosen, { newest = false, counting = false, exactly = false } = {}) {
  const all = await volumes();
  const asked = (await words()).read(text ?? "");
  const isWorded = asked.words.length > 0;
  const narrowed = Object.keys(chosen).filter((name) => chosen[name].size);
  const [answer, filters] = await Promise.all([
    isWorded ? understand(new Search(all, asked, await manifest()), exactly) : everything(all),
    counting || narrowed.length ? Promise.all(all.map(filtersOf)) : null,
  ]);
  const allowed = filters?.map((each, place) => passing(all[place], each, chosen, narrowed));
  const results = all.flatMap((volume, place) => answer.papers[place].filter((paper) => allowed?.[place](paper) ?? true).map((paper) => ({ volume, paper, number: volume.start + paper, score: answer.score(place, paper), data: () => shown(volume, paper) })));
  results.sort((a, b) => (newest ? 0 : b.score - a.score) || b.number - a.number);
  return {
    results,
    counts: counting ? countAll(all, filters, chosen, narrowed, answer.papers) : {},
    unfiltered: answer.papers.reduce((total, papers) => total + papers.length, 0),
    words: answer.words,
    changed: answer.changed,
    left: answer.left,
  };
}

function everything(all) {
  const papers = all.map((volume) => Array.from({ length: volume.papers }, (_, paper) => paper));
  return { papers, score: () => 0, words: [], changed: [], left: [] };
}

// -- Words ------------------------------------------------------------------------------------------------------

// One question over all volumes; each word is looked for once.
class Search {
  constructor(all, asked, { rule }) {
    this.all = all;
    this.asked = asked;
    this.initialSign = rule.initialSign;
    this.glue = new Set(rule.glue);
    this.kept = new Map();
    this.size = all.reduce((total, { papers }) => total + papers, 0);
  }

  find(word) {
    const name = `${word.parts} ${word.whole} ${word.isBegun} ${word.isInitial}`;
    if (!this.kept.has(name)) this.kept.set(name, Promise.all(this.all.map((volume) => find(volume, word, word.isBegun, this.initialSign))));
    return this.kept.get(name);
  }

  /** Return what is found of some words, and the papers of each volume that have all of them. */
  async match(words) {
    const found = await Promise.all(words.map((word) => this.find(word)));
    this.limits ??= await this.limit();
    const papers = this.all.map((volume, place) => {
      const there = found.map((each) => each[place].weight);
      const some = [];
      for (let paper = 0; paper < volume.papers; paper++) if (there.every((weight) => weight[paper]) && this.limits[place](paper)) some.push(paper);
      return some;
    });
    return { words, found, papers };
  }

  /** Return for each volume whether a paper has all phrases, and nothing that is to be left out. */
  async limit() {
    const { phrases, without } = this.asked;
    return Promise.all(this.all.map(async (volume) => {
      const [must, not] = await Promise.all([
        Promise.all(phrases.map((phrase) => findPhrase(volume, phrase, this.glue))),
        Promise.all(without.flatMap(({ phrase, whole: one }) => [findPhrase(volume, phrase, this.glue), ...(one ? [findExact(volume, one)] : [])])),
      ]);
      return (paper) => must.every((papers) => papers.has(paper)) && !not.some((papers) => papers.has(paper));
    }));
  }

  async isKnown(word) {
    return (await this.find(word)).some(({ weight }) => weight.some(Boolean));
  }
}

function isFound({ papers }) {
  return papers.some((each) => each.length);
}

// The papers that a question asks for. Where there are none it is changed as little as may be: words that nobody wrote
// are corrected, then words that say little are left out, then other words are corrected, then one is left out.
async function understand(search, exactly) {
  const { asked } = search;
  const titled = await Promise.all(search.all.map((volume) => (asked.title ? findExact(volume, asked.title) : new Set())));
  const identified = asked.identifier && (await search.match([{ parts: [asked.identifier], whole: "" }]));
  if (identified && isFound(identified)) return answered(search, identified, titled);
  const typed = await search.match(asked.words);
  const isFixed = exactly || asked.phrases.length > 0 || titled.some(({ size }) => size);
  if (isFixed || isFound(typed)) return answered(search, typed, titled);
  const changes = await correct(search, asked.words);
  const first = await search.match(changes.words);
  if (isFound(first)) return answered(search, first, titled, changes);
  const content = changes.words.filter((word) => !word.isFunction);
  if (!content.length) return answered(search, typed, titled);
  const left = asked.words.filter((word) => word.isFunction);
  const second = left.length ? await search.match(content) : first;
  if (isFound(second)) return answered(search, second, titled, { ...changes, left });
  const third = (await respell(search, content)) ?? (await leaveOut(search, content));
  if (!third) return answered(search, typed, titled);
  return answered(search, third, titled, { changed: [...changes.changed, ...(third.changed ?? [])], left: [...left, ...(third.left ?? [])] });
}

// The number of papers that have a word, of what was found in each volume.
function countFound(each) {
  return each.reduce((total, { weight }) => total + weight.reduce((sum, one) => sum + (one ? 1 : 0), 0), 0);
}

function answered(search, match, titled, { changed = [], left = [] } = {}) {
  const { words: used, found } = match;
  const weights = found.map((each) => rarity(countFound(each), search.size));
  const family = used.length === search.asked.words.length ? search.asked.family : used.length - 1;
  const scorers = search.all.map((volume, place) => scorer(volume, found.map((each) => each[place]), weights, { titled: titled[place], family }));
  const papers = match.papers.map((each, place) => [...new Set([...each, ...titled[place]])]);
  return { papers, score: (place, paper) => scorers[place](paper), words: used, changed, left: left.map(({ typed }) => typed) };
}

function respelt(word, texts) {
  return texts.map((text, place) => ({ ...word, parts: [text], whole: "", typed: text, isFunction: false, isBegun: word.isBegun && place === texts.length - 1 }));
}

// Words, or parts of compounds, that nobody wrote are changed into what they were most likely meant to be.
async function correct(search, given) {
  const all = await Promise.all(given.map(async (word) => {
    if (await search.isKnown(word)) return { words: [word], changed: [] };
    const parts = await Promise.all(word.parts.map(async (part) => ((await search.isKnown({ parts: [part], whole: "" })) ? null : (await meant(part))[0])));
    if (!parts.some(Boolean)) return { words: [word], changed: [] };
    const texts = parts.flatMap((meantParts, place) => meantParts ?? word.parts[place]);
    return { words: respelt(word, texts), changed: [[word.typed, texts.join(" ")]] };
  }));
  return { words: all.flatMap((each) => each.words), changed: all.flatMap((each) => each.changed) };
}

// One word is another than it seems, or two are one.
async function respell(search, given) {
  for (const [place, word] of given.entries()) {
    const other = given[place + 1];
    const joined = other && word.parts.length + other.parts.length === 2 && word.parts[0] + other.parts[0];
    const texts = [...(joined && (await isOneWord(joined)) ? [[joined, 2]] : []), ...(word.parts.length === 1 ? (await meant(word.parts[0])).map((each) => [each, 1]) : [])];
    for (const [text, replaced] of texts) {
      const match = await search.match([...given.slice(0, place), ...respelt(word, [text].flat()), ...given.slice(place + replaced)]);
      const typed = given.slice(place, place + replaced).map((each) => each.typed).join(" ");
      if (isFound(match)) return { ...match, changed: [[typed, [text].flat().join(" ")]] };
    }
  }
  return null;
}

// The words of the paper that has most of them, by how rare they are; the newest of several.
async function leaveOut(search, given) {
  if (given.length < FEW) return null;
  const { found } = await search.match(given);
  const weights = found.map((each) => rarity(countFound(each), search.size));
  let [best, most] = [[], 0];
  for (const [place, volume] of search.all.entries()) {
    for (let paper = 0; paper < volume.papers; paper++) {
      if (!search.limits[place](paper)) continue;
      const there = given.map((_, word) => found[word][place].weight[paper] > 0);
      const total = weights.reduce((sum, weight, word) => sum + (there[word] ? weight : 0), 0);
      if (total >= most) [best, most] = [there, total];
    }
  }
  const used = given.filter((_, word) => best[word]);
  if (used.length < Math.max(2, given.length / 2)) return null;
  return { ...(await search.match(used)), left: given.filter((_, word) => !best[word]) };
}

// -- Filters ----------------------------------------------------------------------------------------------------

// The papers of each value of each filter of a volume.
async function filtersOf(volume) {
  const filters = JSON.parse(await whole(volume, "filters"));
  for (const values of Object.values(filters)) {
    for (const steps of Object.values(values)) for (let n = 1; n < steps.length; n++) steps[n] += steps[n - 1];
  }
  return filters;
}

// Whether a paper passes the filters that are chosen.
function passing(volume, filters, chosen, names) {
  const sets = names.map((name) => {
    const values = [...chosen[name]].map((value) => new Set(filters[name]?.[value] ?? []));
    return EITHER.includes(name) ? (paper) => values.some((papers) => papers.has(paper)) : (paper) => values.every((papers) => papers.has(paper));
  });
  return (paper) => sets.every((has) => has(paper));
}

function countAll(all, filters, chosen, names, papers) {
  const counts = {};
  all.forEach((volume, place) => {
    const masks = new Map();
    // Of filters of which any value will do, the others keep their numbers.
    const maskFor = (name) => {
      const others = EITHER.includes(name) ? names.filter((other) => other !== name) : names;
      const key = others.join();
      if (!masks.has(key)) {
        const passes = passing(volume, filters[place], chosen, others);
        const mask = new Uint8Array(volume.papers);
        for (const paper of papers[place]) if (passes(paper)) mask[paper] = 1;
        masks.set(key, mask);
      }
      return masks.get(key);
    };
    for (const [name, values] of Object.entries(filters[place])) {
      const mask = maskFor(name);
      counts[name] ??= {};
      for (const [value, of] of Object.entries(values)) counts[name][value] = of.reduce((total, paper) => total + mask[paper], counts[name][value] ?? 0);
    }
  });
  return counts;
}
