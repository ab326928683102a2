// The search index as questions and answers: Pagefind over one or more volumes, which are in the order of time.
// Each volume is an instance of its own. Pagefind's mergeIndex would put hits that are sorted by date in the order
// of their places within their volumes, and would mix in what a volume finds for a word that it does not know.

import { reader } from "./search-words.js";

const INDEX = new URL("../search/", import.meta.url);
// A paper has many topics and tags: chosen ones narrow together. Of years and editions, any will do.
const EITHER = ["year", "edition"];
const RANKING = { metaWeights: { title: 8, authors: 4, spellings: 4, identifiers: 8, labels: 1, published: 0.2, titlewords: 8, words: 1 } };
const EXACT = 2;
// What may be left of a word behind the part that its forms share: "iz-at-ion-s" of "generalizations".
const ENDING = /^[bdglmnprt]?(?:able|al|ance|ant|at|e|ed|en|ence|ent|er|es|i|ible|ic|ied|ies|ing|ion|is|ism|ist|iti|ity|iv|iz|ly|ment|ness|or|ous|s|y)+$/;
const PARTS = /[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u;

const kept = {};

/** Load the engine and the head of each volume, once; after a failure, again. */
export function ready() {
  return once("engine", load);
}

/** Load what reads a question as the index is made. */
export async function words() {
  return reader((await once("manifest", loadManifest)).rule);
}

function once(name, make) {
  kept[name] ??= make().catch((error) => {
    delete kept[name];
    throw error;
  });
  return kept[name];
}

async function loadManifest() {
  const answer = await fetch(new URL("volumes.json", INDEX), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`volumes.json: ${answer.status}`);
  return answer.json();
}

async function load() {
  const { volumes } = await once("manifest", loadManifest);
  if (!volumes.length) return [];
  const { createInstance } = await import(new URL(`${volumes[0].path}pagefind.js`, INDEX));
  const open = async ({ path, tag }) => {
    const instance = createInstance({ basePath: new URL(path, INDEX).href, metaCacheTag: tag });
    await instance.options({ ranking: RANKING }); // answers when the volume is there
    return instance;
  };
  const first = await open(volumes[0]); // the others share its WebAssembly, so it must be there
  return [first, ...(await Promise.all(volumes.slice(1).map(open)))];
}

/**
 * Answer a search.
 * @param text To be found, as a reader types it; empty asks for all that pass the filters.
 * @param chosen Sets of values by name of filter.
 * @param newest Whether the order is by date; without words it always is.
 * @param counting Whether the number of papers of each value is wanted: it takes all filters to be loaded.
 * @returns results (Pagefind's, best first), counts (by filter and value; at most so many, where `loose`),
 *   unfiltered (number without filters), marks (words to mark).
 */
export async function ask(text, chosen, { newest = false, counting = false } = {}) {
  const volumes = await ready();
  const all = counting ? await Promise.all(volumes.map((volume) => volume.filters())) : [];
  const filters = spell(chosen);
  const asked = (await words()).read(text ?? "");
  const worded = asked.tries.length > 0;
  if (!worded && !Object.keys(filters).length) return { results: [], counts: sum(all), unfiltered: 0, marks: [] };
  const byDate = newest || !worded;
  const answers = await firstGood(worded ? asked.tries : [null], (words) => Promise.all(volumes.map((volume) => search(volume, words, filters, byDate, asked))));
  const best = (a, b) => b.rank - a.rank || b.score - a.score;
  const results = byDate ? answers.reverse().flatMap((one) => one.results) : answers.flatMap((one) => one.results).sort(best);
  const unfiltered = answers.reduce((total, one) => total + one.unfilteredResultCount, 0);
  const loose = answers.some((one) => one.loose);
  return { results, counts: counting ? sum(answers.map((one) => one.filters)) : {}, loose, unfiltered, marks: asked.marks.map(bare) };
}

// The best answers of the first question that has exact ones; else of the first that has any.
async function firstGood(questions, answer) {
  let near = [];
  for (const words of questions) {
    const everywhere = await answer(words);
    const best = Math.max(1, ...everywhere.map((one) => one.grade));
    const answers = everywhere.filter((one) => one.grade === best);
    // Of a phrase, Pagefind's count without filters is that of its words.
    const found = answers.some((one) => (one.loose || isPhrase(words) ? one.results.length : one.unfilteredResultCount));
    if (found && best === EXACT) return answers;
    if (!near.length || (found && !near.found)) near = Object.assign(answers, { found });
  }
  return near;
}

async function search(volume, words, filters, byDate, asked) {
  const options = { filters, sort: byDate ? { date: "desc" } : {} };
  const answer = await volume.search(words, options);
  const narrowed = EITHER.filter((name) => filters[name]);
  const sample = words && answer.unfilteredResultCount && !answer.results.length ? await volume.search(words) : answer;
  answer.grade = words && !isPhrase(words) ? await grade(sample.results, words) : EXACT;
  for (const name of narrowed) {
    const { [name]: _, ...others } = filters;
    answer.filters[name] = (await volume.search(words, { filters: others })).filters[name] ?? {};
  }
  await sift(volume, answer, words, asked);
  if (!byDate) await rank(volume, answer, asked);
  return answer;
}

function isPhrase(words) {
  return Boolean(words?.startsWith('"'));
}

/** Return the identifiers of the papers that each of some questions finds. */
function finders(volume, questions, passes = () => true) {
  return Promise.all(questions.map(async (words) => new Set((await volume.search(words)).results.filter(passes).map(({ id }) => id))));
}

// Pagefind knows words or one phrase, not both, nor what must not be there.
async function sift(volume, answer, words, asked) {
  const [must, without] = await Promise.all([finders(volume, isPhrase(words) ? [] : asked.must), finders(volume, asked.without)]);
  answer.loose = must.length + without.length > 0;
  answer.results = answer.results.filter(({ id }) => must.every((ids) => ids.has(id)) && !without.some((ids) => ids.has(id)));
}

// First the paper of this title; then those of this author, and those whose title has this word; then those that have
// the words as they stand. Ranks come before Pagefind's scores; to find them, it looks into what it has loaded.
async function rank(volume, answer, { alike, names, family, title }) {
  // Where nobody is called so, Pagefind finds words that begin as the name does: they are in other fields too.
  const isName = ({ matchedMetaFields: fields = [] }) => String(fields) === "spellings";
  const [[exact], named] = await Promise.all([finders(volume, [alike]), family ? finders(volume, [family], isName) : finders(volume, names)]);
  const [titled] = title && exact.size !== 1 ? await finders(volume, [title]) : [];
  for (const result of answer.results) {
    const { id, matchedMetaFields: fields = [] } = result;
    const first = named.some((ids) => ids.has(id)) || (family && exact.has(id) && fields.includes("title"));
    result.rank = titled?.has(id) ? 3 : first ? 2 : Number(exact.has(id));
  }
}

// Pagefind takes a word that it does not know for the longest beginning that it knows: "zyzzyva" finds "Zybin".
// That mends typing errors near the end of a word, if no volume has the word itself; where less is left of it,
// nothing was found. All hits of a volume are alike in this, so a few of them tell.
async function grade(results, words) {
  const pages = await Promise.all(results.slice(0, 3).map((result) => result.data()));
  const wanted = words.split(/\s+/).map(bare).filter(Boolean);
  const grades = pages.map(({ meta, content }) => {
    const there = [...Object.values(meta), content].join(" ").split(/\s+/).flatMap((word) => [word, ...word.split(PARTS)]);
    const forms = [...new Set(there.map(bare))];
    return Math.min(EXACT, ...wanted.map((word) => Math.max(...forms.map((form) => likeness(form, word)))));
  });
  return Math.max(0, ...grades);
}

/** Return the letters and digits of a word, without accents and case. */
export function bare(word) {
  return word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

/** Return how far one word (bare) is a longer or another form of another: 0, 1 for nearly, 2. */
export function likeness(form, word) {
  if (form.startsWith(word)) return EXACT;
  if (/\p{N}/u.test(word)) return 0; // there are no forms of a number
  let shared = 0;
  while (shared < word.length && form[shared] === word[shared]) shared += 1;
  if (shared >= 3 && ENDING.test(word.slice(shared))) return EXACT;
  return shared >= Math.max(4, 0.7 * word.length) ? 1 : 0;
}

function sum(all) {
  const total = {};
  for (const filters of all) {
    for (const [name, values] of Object.entries(filters)) {
      total[name] ??= {};
      for (const [value, count] of Object.entries(values)) total[name][value] = (total[name][value] ?? 0) + count;
    }
  }
  return total;
}

function spell(chosen) {
  const used = Object.entries(chosen).filter(([, values]) => values.size);
  return Object.fromEntries(used.map(([name, values]) => [name, EITHER.includes(name) ? { any: [...values] } : [...values]]));
}
