// The order of what was found: how rare each word is, where it stands, and whether words stand as they were typed.
// In: what search-matching.js found of each word. Out: a score for each paper, the best first.

const TITLE = 1000; // the whole title,
const NAME = 100; // a person's whole name, and the less, the longer the list of authors is,
const ORDER = 20; // with the family name where it belongs
const PAIR = 1; // two words that stand in a title as they were typed
const LEAD = 0.5; // a title that begins with the first word
const COVERED = 3; // a title of which all words were typed

/** Return how rare a word is that so many of all papers have. */
export function rarity(found, papers) {
  return Math.log(1 + (papers - found + 0.5) / (found + 0.5));
}

/**
 * Return a function that scores a paper of a volume.
 * @param volume Where the paper is.
 * @param found What was found of each word there.
 * @param weights How much each word counts.
 * @param titled Papers of which the whole title was typed.
 * @param family Which of the words a family name would be.
 */
export function scorer(volume, found, weights, { titled, family }) {
  return (paper) => {
    let score = titled.has(paper) ? TITLE : 0;
    found.forEach(({ weight }, word) => (score += weights[word] * weight[paper]));
    score += titleScore(volume, found, weights, paper);
    return score + nameScore(volume, found, paper, family);
  };
}

function titleScore(volume, found, weights, paper) {
  const places = found.map(({ title }) => title.get(paper) ?? []);
  let score = places[0]?.includes(0) ? LEAD * weights[0] : 0;
  for (let word = 1; word < places.length; word++) {
    const follows = places[word].some((place) => places[word - 1].includes(place - 1 - found[word - 1].ends));
    if (follows) score += (PAIR * (weights[word] + weights[word - 1])) / 2;
  }
  const covered = places.filter((each) => each.length).length / Math.max(volume.titleWords[paper], places.length);
  return score + COVERED * covered ** 2;
}

// All words are words of one person's name.
function nameScore(volume, found, paper, family) {
  if (found.length < 2) return 0;
  const { slot } = volume.layout.fields;
  const people = found.map(({ people: each }) => each.get(paper) ?? []);
  const persons = people.map((places) => new Set(places.map((place) => Math.floor(place / slot))));
  const same = [...persons[0]].filter((person) => persons.every((each) => each.has(person)));
  if (!same.length) return 0;
  const isOrdered = same.some((person) => people[family]?.includes(person * slot + slot - 1));
  return (NAME + (isOrdered ? ORDER : 0)) / (1 + Math.log2(1 + volume.authors[paper] / 16) / 8);
}
