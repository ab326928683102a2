// What a reader types, as the index is asked: by the rule that made the index (generator/site/search_words.py),
// which comes with it. In: words, a name, a title, an identifier. Out: texts for Pagefind, where "…" is a phrase.

const COMPOUND = /(?<=[\p{L}\p{N}]{2})[-\u2010-\u2015/](?=\p{L}{2})/gu; // KV-cache, input/output; but GPT-4o is one word
const COMMON = /^(an?|and|as|at|by|for|from|in|is|of|on|or|the|to|with)$/i; // not worth a highlight
const EXCLUDED = /(?<!\S)-(?:"([^"]+)"|([^\s"]+))/g;
const NEW_ARXIV = /(?<![\d.])(?:arxiv\.)?(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]*\d)/i;
const OLD_ARXIV = /(?<![\w.-])([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{7})(?:v\d+)?(?!\d)/i;
const DOI = /(?<!\d)10\.\d{4,9}(?:\.\d+)*\/[^\s?#]+/;
const BEHIND_DOI = /(?:\.pdf|[.,;:)\]}>"'\u201d\u2019])+$/;
const INITIALS = /^(?:(?:\p{L}\.-?)+|\p{Lu}{1,3})$/u;
const NUMBERED = /(?<=\p{L}{2})(?=\p{N})/u; // Llama|3.1
const TITLE = 3; // so many words may be a title,
const NAME = 5; // and so few a name

const quote = (words) => words && `"${words}"`;

/** Return what reads a text by a rule. */
export function reader(rule) {
  const signed = new RegExp(rule.signed, "gu");
  const unspaced = new RegExp(rule.unspaced, "gu");
  const clause = new RegExp(`(?:${rule.unspaced})+`, "gu");
  const dash = new RegExp(rule.dash, "u");
  const signs = Object.fromEntries(Object.entries(rule.signs).map((pair) => pair.reverse()));
  const standIn = new RegExp(`[${Object.keys(signs).join("")}]`, "gu");
  const greek = new Set(Object.values(rule.greek));

  /** Return a text in which signs that belong to a word are letters, as in the index. */
  const withSigns = (text) => text.replace(signed, (found) => [...found].map((sign) => rule.signs[sign]).join(""));
  /** Return the text again as it was written. */
  const asWritten = (text) => text.replace(standIn, (letter) => signs[letter]);

  // As a keyboard writes it: no ligatures, no raised digits, Greek letters by name, no commands of TeX.
  function spelt(text) {
    const level = text.replace(/\$[^$]*\$|\\\(.*?\\\)/g, (formula) => formula.replaceAll("_", ""));
    const plain = level.replace(/\\(?:var)?([A-Za-z]+) ?(?=(\{?))/g, (_, name, brace) => (greek.has(name.toLowerCase()) ? name : brace ? "" : " "));
    return [...plain.normalize("NFKC")].map((letter) => rule.greek[letter] ?? rule.greek[letter.toLowerCase()] ?? letter).join("");
  }

  const spread = (word) => word.replace(unspaced, " $& ");
  const wordsOf = (text) => text.replace(clause, " $& ").split(/\s+/).filter(lettersOf);
  const lettersOf = (word) => word.replace(/[^\p{L}\p{N}\p{M}\p{Pc}]/gu, ""); // Pagefind keeps max_pool as it is
  const phrase = (words) => words.flatMap((word) => spread(word).split(" ").map(lettersOf).filter(Boolean)).join(" ");
  const isCommon = (word) => COMMON.test(word);
  const isRun = (word) => word.search(unspaced) >= 0;

  function titleOf(text) {
    const letters = text.toLowerCase().normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "");
    return letters && rule.signs[":"] + [...letters].slice(0, rule.titleLetters).join("");
  }

  const nameOf = (family, given = "") => lettersOf(family) + rule.signs["."] + [...given].slice(0, 1).join("");

  // "Han, Song" is "Song Han"; "S. Han", "Han, S." and "Han SH" are one word of the index.
  function namesOf(words) {
    const comma = words.findIndex((word) => word.includes(",")) + 1;
    const isTurned = comma > 0 && comma < words.length;
    const inOrder = isTurned ? [...words.slice(comma), ...words.slice(0, comma)] : words;
    const forms = isTurned ? [phrase(inOrder)] : [];
    if (inOrder.findIndex((word) => !INITIALS.test(word)) > 0) forms.push(nameOf(inOrder.at(-1), inOrder[0]));
    else if (words.length === 2 && INITIALS.test(words[1])) forms.push(nameOf(words[0], words[1]));
    return forms.map(quote);
  }

  function identified(name) {
    return { tries: [quote(name), name], must: [], without: [], alike: quote(name), names: [], family: "", title: "", marks: [] };
  }

  const apart = (word) => word.replace(COMPOUND, " "); // KV-cache as KV cache
  const phrases = (texts) => [...new Set(texts.map((text) => quote(phrase(text.split(/\s+/)))))].filter(Boolean);

  // What follows a hyphen is to be left out, unless nothing else is asked for.
  function withoutExcluded(text) {
    const left = text.replace(EXCLUDED, (all, quoted, word) => (lettersOf(quoted ?? word) ? " " : all));
    if (!lettersOf(left)) return { wanted: text.replaceAll("-", " "), without: [] };
    const excluded = [...text.matchAll(EXCLUDED)].map((found) => found[1] ?? found[2]);
    return { wanted: left, without: phrases(excluded.flatMap((one) => [one, apart(one)])) };
  }

  // The parts of compounds, so that "KV-cache" finds "KV cache"; words as they are; all parts.
  function waysToAsk(words) {
    const parts = words.flatMap((word) => word.split(dash)).flatMap((word) => word.split(NUMBERED));
    return [...new Set([words.flatMap((word) => apart(word).split(" ")), words, parts].map(phrase))];
  }

  /**
   * Read a question.
   * @returns tries (what to ask for, the next where one finds nothing), must and without (phrases that a paper has
   *   or has not); what puts a paper first: alike (the words as they stand), names (the same as people's), family
   *   (what begins a family name), title (the same as a whole title); and marks (words to mark).
   */
  function read(text) {
    const name = identifierIn(text);
    if (name) return identified(lettersOf(withSigns(name)));
    const plain = withSigns(spelt(text)).replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"');
    const { wanted, without } = withoutExcluded(plain);
    const quoted = [...wanted.matchAll(/"([^"]+)"/g)].map((found) => found[1]);
    const outside = wordsOf(wanted.replace(/"[^"]*"/g, " "));
    const must = phrases([...quoted, ...outside.filter(isRun)]);
    const words = wordsOf(wanted.replaceAll('"', " "));
    const isOnePhrase = must.length === 1 && outside.every(isRun);
    const title = words.length >= TITLE || outside.some(isRun) ? quote(titleOf(spelt(text))) : "";
    return {
      tries: [...(isOnePhrase ? must : waysToAsk(words)), title].filter(Boolean),
      must,
      without,
      alike: quote(phrase(words)),
      names: words.length > 1 && words.length <= NAME ? namesOf(words) : [],
      family: words.length === 1 ? nameOf(words[0]) : "",
      title,
      marks: words.flatMap((word) => (isRun(word) ? [word] : apart(word).split(" "))).map(lettersOf).filter((word) => !isCommon(word)),
    };
  }

  // Words stand at odd places of what comes back; of a clause without spaces, the runs that are to be marked.
  function parted(text, marks) {
    const others = `(?:(?!${rule.unspaced})[\\p{L}\\p{N}\\p{M}])+`;
    return withSigns(text).split(new RegExp(`(${[...marks.filter(isRun), rule.unspaced, others].join("|")})`, "u"));
  }

  return { asWritten, isCommon, isRun, parted, read, spelt, titleOf, withSigns };
}

/** Return the arXiv number or DOI that a text holds, without version; empty where it holds none. */
export function identifierIn(text) {
  const decoded = text.replace(/%([2-7][0-9a-f])/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  const doi = DOI.exec(decoded)?.[0].replace(BEHIND_DOI, "");
  const own = doi ? /^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1] : text;
  if (!own) return doi;
  const [, archive, number] = OLD_ARXIV.exec(own) ?? [];
  return NEW_ARXIV.exec(own)?.[1] ?? (archive ? `${archive.toLowerCase()}/${number}` : "");
}
