// The files of the index, as generator/site/search/ writes them: loaded when they are asked for, unpacked, decoded.

const INDEX = new URL("../search/", import.meta.url);
const KEPT = 256; // files that stay in memory

const kept = new Map();

/**
 * Return what a function makes, once for each name. What was not wanted for long is forgotten, and after a failure
 * everything: the site may have been published anew, with other files.
 */
export function once(name, make) {
  const known = kept.get(name);
  kept.delete(name);
  const value = known ?? make().catch((error) => {
    kept.clear();
    throw error;
  });
  kept.set(name, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return value;
}

/** Load the rule that texts are read by, the layout of the files, and the names of the volumes. */
export function manifest() {
  return once("volumes.json", async () => (await load("volumes.json", { cache: "no-cache" })).json());
}

/** Open each volume, the oldest papers first. `start` is the number of papers before it. */
export async function volumes() {
  const { volumes: all, layout } = await manifest();
  let start = 0;
  const starts = all.map(({ papers }) => (start += papers) - papers);
  return Promise.all(all.map(({ path }, place) => once(`${path} head`, () => open(path, starts[place], layout))));
}

async function open(path, start, layout) {
  const { first, titleWords, authors } = JSON.parse(asText(await unpacked(path, "head")));
  return { path, start, layout, first, titleWords, authors, papers: authors.length };
}

async function load(name, options) {
  const answer = await fetch(new URL(name, INDEX), options);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
}

async function unpacked(path, name, sample = new Uint8Array()) {
  const body = new Uint8Array(await (await load(`${path}${name}.bin`)).arrayBuffer());
  // The sample as a block that is stored as it is: what follows was compressed as if that had been read before.
  const { length } = sample;
  const before = length ? [new Uint8Array([0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255]), sample] : [];
  const stream = new Blob([...before, body]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(length);
}

function asText(bytes) {
  return new TextDecoder().decode(bytes);
}

/** Return what is loaded of a volume as a whole: "filters" or "spelling". */
export function whole(volume, name) {
  return once(`${volume.path} ${name}`, async () => asText(await unpacked(volume.path, name)));
}

/** Return what a hit shows of a paper. */
export async function shown(volume, paper) {
  const together = volume.layout.shownTogether;
  const number = Math.floor(paper / together);
  const papers = await once(`${volume.path} shown ${number}`, async () => {
    const sample = await once(`${volume.path} sample`, () => unpacked(volume.path, "sample"));
    return JSON.parse(asText(await unpacked(volume.path, `shown/${number}`, sample)));
  });
  const [path, title, authors, published, abstract] = papers[paper % together];
  return { path, title, authors, published, abstract };
}

/** Return the tokens of a volume that begin with some letters: their texts and where to find more of them. */
export async function tokens(volume, start) {
  const { first } = volume;
  const from = Math.max(0, places(first, start) - 1);
  const to = places(first, `${start}\uffff`);
  const files = await Promise.all(first.slice(from, to).map((_, place) => tokenFile(volume, from + place)));
  return files.flatMap((file) => file.slice(places(file, start, textOf), places(file, `${start}\uffff`, textOf)));
}

const textOf = ({ text }) => text;

// The number of items below a text.
function places(items, text, read = (item) => item) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (read(items[middle]) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tokenFile(volume, number) {
  return once(`${volume.path} tokens ${number}`, async () => {
    const bytes = await unpacked(volume.path, `tokens/${number}`);
    const end = bytes.indexOf(0);
    const read = numbers(bytes, end + 1);
    const found = asText(bytes.subarray(0, end)).split("\n").map((text, place) => ({ volume, file: number, place, text, papers: read(), size: read() }));
    let start = read.at();
    for (const token of found) {
      token.bytes = bytes.subarray(start, start + token.size);
      start += token.size;
    }
    return found;
  });
}

// Reads numbers in groups of seven bits, the lowest first.
function numbers(bytes, start = 0) {
  let at = start;
  const read = () => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  return Object.assign(read, { at: () => at });
}

/** Return the postings of a token: papers, times in the abstract, and places in other fields, from `ends[n - 1]` on. */
export function postings(token) {
  if (token.postings) return token.postings;
  const [count, often] = [token.papers, token.volume.layout.often + 1];
  const read = numbers(token.bytes);
  const [papers, times, ends] = [new Uint32Array(count), new Uint8Array(count), new Uint32Array(count)];
  for (let paper = 0, n = 0; n < count; n++) papers[n] = paper += read();
  for (let end = 0, n = 0; n < count; n++) {
    const both = read();
    times[n] = both % often;
    ends[n] = end += Math.floor(both / often);
  }
  const near = new Uint32Array(count ? ends[count - 1] : 0);
  for (let n = 0, at = 0; n < count; n++) for (let place = 0; at < ends[n]; at++) near[at] = place += read();
  return (token.postings = { papers, times, ends, near });
}

/** Return the places of a token in abstracts, by paper. */
export async function placesInAbstracts(token) {
  const { volume, file, place } = token;
  const together = volume.layout.placesTogether;
  const number = Math.floor(file / together);
  const bytes = await once(`${volume.path} places ${number}`, () => unpacked(volume.path, `places/${number}`));
  const read = numbers(bytes);
  const files = Array.from({ length: read() }, () => Array.from({ length: read() }, read));
  const sizes = files.flat();
  const own = files.slice(0, file % together).flat().length + place;
  const start = sizes.slice(0, own).reduce((total, size) => total + size, read.at());
  return byPaper(token, bytes.subarray(start, start + sizes[own]));
}

function byPaper(token, bytes) {
  const { papers, times } = postings(token);
  const often = token.volume.layout.often;
  const read = numbers(bytes);
  const counts = [...times].map((count) => (count === often ? read() : count));
  const found = new Map();
  counts.forEach((count, n) => {
    let place = 0;
    if (count) found.set(papers[n], Array.from({ length: count }, () => (place += read())));
  });
  return found;
}
