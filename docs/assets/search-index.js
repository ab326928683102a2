// The search index as questions and answers: Pagefind over one or more volumes, which are in the order of time.

const INDEX = new URL("../search/", import.meta.url);
// A paper has many topics and tags: chosen ones narrow together. Of years and editions, any will do.
const EITHER = ["year", "edition"];
const RANKING = { metaWeights: { title: 8, authors: 4, identifiers: 8, labels: 1, published: 0.2 } };
const NOTHING = { search: async () => ({ results: [], filters: {} }), filters: async () => ({}) };

let engine = null;

async function load() {
  const answer = await fetch(new URL("volumes.json", INDEX), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`volumes.json: ${answer.status}`);
  const { volumes } = await answer.json();
  if (!volumes.length) return { ...NOTHING, volumes };
  const address = ({ path }) => new URL(path, INDEX).href;
  const settings = ({ path, tag }) => ({ metaCacheTag: tag, mergeFilter: { volume: path }, ranking: RANKING });
  const [first, ...others] = volumes;
  const pagefind = await import(new URL("pagefind.js", address(first)));
  await pagefind.options({ basePath: address(first), ...settings(first) });
  await pagefind.init();
  await Promise.all(others.map((volume) => pagefind.mergeIndex(address(volume), settings(volume))));
  return { ...pagefind, volumes };
}

/** Load the engine and the head of the index, once; after a failure, again. */
export function ready() {
  engine ??= load().catch((error) => {
    engine = null;
    throw error;
  });
  return engine;
}

/**
 * Answer a search.
 * @param words To be found; null asks for all that pass the filters.
 * @param chosen Sets of values by name of filter.
 * @param newest Whether the order is by date; without words it always is.
 * @param counting Whether the number of papers of each value is wanted: it takes all filters to be loaded.
 * @returns results (Pagefind's, best first), counts (by filter and value), unfiltered (number without filters).
 */
export async function ask(words, chosen, { newest = false, counting = false } = {}) {
  const { volumes, search, filters: loadFilters } = await ready();
  const all = counting ? await loadFilters() : {};
  const filters = spell(chosen);
  if (!words && !Object.keys(filters).length) return { results: [], counts: all, unfiltered: 0 };
  const sort = newest || !words ? { date: "desc" } : {};
  const answer = await search(words, { filters, sort });
  const counts = { ...answer.filters };
  for (const name of EITHER.filter((name) => filters[name])) {
    const { [name]: _, ...others } = filters;
    counts[name] = (await search(words, { filters: others })).filters[name];
  }
  let { results } = answer;
  if (sort.date && volumes.length > 1) {
    // Merged results come in the order of their places within each volume.
    const each = [...volumes].reverse().map(({ path }) => search(words, { filters: { ...filters, volume: [path] }, sort }));
    results = (await Promise.all(each)).flatMap((one) => one.results);
  }
  return { results, counts: counting ? counts : {}, unfiltered: answer.unfilteredResultCount };
}

function spell(chosen) {
  const used = Object.entries(chosen).filter(([, values]) => values.size);
  return Object.fromEntries(used.map(([name, values]) => [name, EITHER.includes(name) ? { any: [...values] } : [...values]]));
}
