// What a text and a question are to search, by the rule that made the index (generator/site/search/words.py), which
// comes with it. In: a text, or what a reader types. Out: tokens, as the index has them.

const EXCLUDED = /(?<!\S)-(?:"([^"]+)"|([^\s"]+))/g;
const NEW_ARXIV = /(?<![\d.])(?:arxiv\.)?(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]*\d)/i;
const OLD_ARXIV = /(?<![\w.-])([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{7})(?:v\d+)?(?!\d)/i;
const DOI = /(?<!\d)10\.\d{4,9}(?:\.\d+)*\/[^\s?#]+/;
const BEHIND_DOI = /(?:\.pdf|[.,;:)\]}>"'\u201d\u2019])+$/;
const CAPITALS = /^\p{Lu}{1,3}$/u; // "Han SH"
const TITLE = 3; // so many words may be a title

/** Return what reads texts by a rule. */
export function reader(rule) {
  const word = new RegExp(rule.word, "gu");
  const [unspaced, dash, numbered] = [rule.unspaced, rule.dashes, rule.numbered].map((pattern) => new RegExp(pattern, "u"));
  const [marks, silent] = [rule.marks, rule.silent].map((pattern) => new RegExp(pattern, "gu"));
  const notLetters = new RegExp(rule.notLetters, "gu");
  const greek = Object.fromEntries(Object.entries(rule.greek).flatMap(([small, name]) => [[small, name], [small.toUpperCase(), name]]));
  const greekNames = new Set(Object.values(rule.greek));
  const functionWords = new Set(rule.functionWords);

  function asTyped(text) {
    return [...text.normalize("NFKC")].map((letter) => greek[letter] ?? letter).join("").replace(silent, "");
  }

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(marks, "").normalize("NFC");
  }

  function partsOf(found) {
    return fold(found).split(dash).flatMap((piece) => piece.split(numbered)).filter(Boolean); // none of marks alone
  }

  function wholeOf(parts) {
    const whole = parts.join("");
    return parts.length > 1 && [...whole].length <= rule.longest ? whole : "";
  }

  /** Return the tokens of a text as the index has them, each with its place. */
  function tokensOf(text) {
    const plain = asTyped(text);
    const tokens = [];
    let place = 0;
    for (const [found] of plain.matchAll(word)) {
      const parts = partsOf(found);
      const whole = wholeOf(parts);
      if (whole) tokens.push([whole, place]);
      if (parts[0]?.[0] === ".") tokens.push([parts[0].slice(1), place]);
      for (const part of parts) tokens.push([part, place++]);
    }
    return tokens;
  }

  function titleOf(text) {
    const letters = fold(asTyped(text)).replace(notLetters, "");
    return letters && rule.titleSign + [...letters].slice(0, rule.titleLetters).join("");
  }

  // Without commands and signs of TeX: $\mathcal{O}(n^2)$ is O(n^2).
  function withoutTex(text) {
    const level = text.replace(/\$[^$]*\$|\\\(.*?\\\)/g, (formula) => formula.replaceAll("_", ""));
    return level.replace(/\\(?:var)?([A-Za-z]+) ?(?=(\{?))/g, (_, name, brace) => (greekNames.has(name.toLowerCase()) ? name : brace ? "" : " "));
  }

  // Words of a question; each is one token, parts and a whole, or the characters of a run without spaces.
  function wordsIn(text) {
    const plain = asTyped(text);
    const words = [];
    let end = -1;
    for (const { 0: found, index } of plain.matchAll(word)) {
      const last = words.at(-1);
      if (unspaced.test(found) && end === index && last?.isRun) last.parts.push(found);
      else {
        const parts = partsOf(found);
        if (!parts.length) continue;
        const isInitial = /^\p{L}$/u.test(found) && (plain[index + found.length] === "." || CAPITALS.test(found));
        words.push({ parts, whole: wholeOf(parts), typed: found, isRun: unspaced.test(found), isInitial, isFunction: functionWords.has(parts[0]) && parts.length === 1 });
      }
      end = index + found.length;
    }
    for (const each of words) if (each.isRun) each.typed = each.parts.join("");
    return words;
  }

  function phraseOf(words) {
    return words.flatMap(({ parts }) => parts);
  }

  // What follows a hyphen is to be left out, unless nothing else is asked for.
  function withoutExcluded(text) {
    const left = text.replace(EXCLUDED, (all, quoted, single) => (wordsIn(quoted ?? single).length ? " " : all));
    if (!wordsIn(left).length) return { wanted: text, without: [] };
    const excluded = [...text.matchAll(EXCLUDED)].map((found) => wordsIn(found[1] ?? found[2]));
    return { wanted: left, without: excluded.filter((words) => words.length).map((words) => ({ phrase: phraseOf(words), whole: words.length === 1 ? words[0].whole : "" })) };
  }

  // "Meer, B. van der" and "Meer B" turn a name.
  function familyIn(text, words) {
    const comma = text.indexOf(",");
    const before = comma > 0 ? wordsIn(text.slice(0, comma)).length : 0;
    if (before && before < words.length) return before - 1;
    return words.length === 2 && words[1].isInitial && !words[0].isInitial ? 0 : words.length - 1;
  }

  /**
   * Read a question.
   * @returns identifier (the token of an arXiv number or a DOI, or ""), words (to be found, all of them), phrases (lists
   *   of tokens that stand side by side), without (phrases that a paper must not have), title (the token of a whole
   *   title, or ""), family (which of the words a family name would be).
   */
  function read(text) {
    const identifier = identifierIn(text).toLowerCase();
    const plain = withoutTex(text).replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"').replace(/``|''/g, '"');
    const { wanted, without } = withoutExcluded(plain);
    const quoted = [...wanted.matchAll(/"([^"]+)"/g)].map((found) => phraseOf(wordsIn(found[1])));
    const words = wordsIn(wanted.replaceAll('"', " "));
    if (words.length === 2 && words.some(({ typed }) => /\p{Ll}/u.test(typed))) for (const each of words) each.isInitial ||= CAPITALS.test(each.typed);
    if (words.length) words.at(-1).isBegun = !words.at(-1).isRun;
    const runs = words.filter(({ isRun, parts }) => isRun && parts.length > 1).map(({ parts }) => parts);
    const isTitle = words.length >= TITLE || runs.length > 0;
    return { identifier, words, phrases: [...quoted.filter((phrase) => phrase.length > 1), ...runs], without, title: isTitle ? titleOf(withoutTex(text)) : "", family: familyIn(wanted, words) };
  }

  /** Return the pieces of a text in turn: what is between words, a word, what is between words … */
  function pieces(text) {
    return text.split(new RegExp(`(${rule.word})`, "u"));
  }

  return { dashes: new RegExp(`(${rule.dashes})`, "u"), partsOf: (text) => partsOf(asTyped(text)).flatMap((part) => (part[0] === "." ? [part.slice(1), part] : [part])), pieces, read, titleOf, tokensOf };
}

/** Return the arXiv number or DOI that a text holds, without version; empty where it holds none. */
export function identifierIn(text) {
  const decoded = text.replace(/%([2-7][0-9a-f])/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  const doi = DOI.exec(decoded)?.[0].replace(BEHIND_DOI, "");
  const own = doi ? /^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1] : text;
  if (!own) return doi ?? "";
  const [, archive, number] = OLD_ARXIV.exec(own) ?? [];
  return NEW_ARXIV.exec(own)?.[1] ?? (archive ? `${archive.toLowerCase()}/${number}` : "");
}
