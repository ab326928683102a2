// Search: a dialog over the index, which is loaded when it is first wanted (search-index.js).
// What is asked for stands in the page's address while the dialog is open: ?q=words&tag=LoRA&sort=date
// Opening it is a step in the browser's history, so that Back closes it.
// A classic script, so that it runs on file:// too and can say what is missing there.
"use strict";
{
  const { say: word, count, features } = document.documentElement; // of site.js
  const ROOT = new URL("..", (document.currentScript ?? document.querySelector('script[src*="assets/search.js"]')).src);
  const WIDE = matchMedia("(min-width: 56rem)"); // as in search.css
  const STEP = 20;
  const CAP = 200; // hits shown of one search; beyond that, a reader narrows it down or browses a list
  const ROWS = 8; // values of a filter before "all"
  const AUTHORS = 6;
  const EXCERPT = 260; // letters of an abstract,
  const BEFORE = 60; // and those before the first word that was found
  const FACETS = [
    { name: "topic", title: word("Topic"), find: word("Find topics"), all: word("All # topics"), show: (value) => (value === "Unsorted" ? word(value) : value) },
    { name: "tag", title: word("Tag"), find: word("Find tags"), all: word("All # tags"), show: String },
    { name: "year", title: word("Year"), find: word("Find years"), all: word("All # years"), show: String, newest: true },
    { name: "venue", title: word("Venue"), find: word("Find venues"), all: word("All # venues"), show: String },
    { name: "edition", title: word("Edition"), find: word("Find editions"), all: word("All # editions"), show: inWords, newest: true },
    { name: "code", title: word("Code"), find: "", all: "", show: () => word("Code available") },
  ];
  const CONTENT = `
    <div class="search-top">
      <input type="text" role="searchbox" enterkeyhint="search" autocomplete="off" autocapitalize="off" spellcheck="false"
        aria-label="${word("Search papers")}" placeholder="${word("Title, author, words of an abstract")}" data-part="words">
      <button type="button" data-part="close"><kbd>Esc</kbd> <span>${word("Close search")}</span></button>
    </div>
    <div class="search-bar">
      <p role="status" data-part="status"></p>
      <button type="button" aria-expanded="false" aria-controls="search-filters" data-part="toggle">${word("Filters")}</button>
      <label><span>${word("Sort by")} </span><select aria-label="${word("Sort by")}" data-part="sort"><option value="">${word("relevance")}</option><option value="date">${word("date")}</option></select></label>
      <button type="button" aria-live="polite" data-part="share" hidden>${word("Share")}</button>
    </div>
    <ul class="search-chips" aria-label="${word("Filters in use")}" data-part="chips"></ul>
    <div class="search-middle">
      <section class="search-filters" id="search-filters" aria-label="${word("Filters")}" data-part="filters"></section>
      <section class="search-found" aria-label="${word("Results")}" data-part="found"><div class="search-told" data-part="told"></div><ol data-part="hits"></ol><div class="search-rest" data-part="rest"></div></section>
    </div>`;

  const dialog = make("dialog", { className: "search", ariaLabel: word("Search"), innerHTML: CONTENT });
  const part = Object.fromEntries([...dialog.querySelectorAll("[data-part]")].map((element) => [element.dataset.part, element]));
  const asked = readAddress();
  let found = { results: [], counts: {} };
  let shown = 0;
  let turn = 0; // number of the newest search: what an older one brings is dropped
  let timer = 0;
  let index = null; // the module, once it is loaded,
  let reader = null; // and what reads words as the index does
  let isSpare = false; // whether this step of the history is one that the dialog took and left

  // -- Elements: text goes in as text, never as HTML ----------------------------------------------

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function button(onclick, ...children) {
    return make("button", { type: "button", onclick }, ...children);
  }

  function link(path, text) {
    return make("a", { href: new URL(path, ROOT).href }, text);
  }

  function papers(number) {
    return count(number, "paper");
  }

  function inWords(day) {
    return new Date(day).toLocaleDateString(word("en-GB"), { dateStyle: "long", timeZone: "UTC" });
  }

  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // Whether a word of a text was sought, by its tokens: one of them is the word, or all are parts of a compound.
  // Words that say little are not worth a mark.
  function isSought(tokens, words) {
    return words.some(({ parts, whole, isBegun, isFunction }) => {
      const isPart = (token) => parts.some((part, place) => index.likeness(token, part, isBegun && place === parts.length - 1));
      const isWhole = (token) => whole && index.likeness(token, whole, isBegun);
      return !isFunction && (tokens.some(isWhole) || (parts.length > 1 ? tokens.every(isPart) : tokens.some(isPart)));
    });
  }

  // Where a text has what was sought, as pairs of places.
  function spans(text, words) {
    const found = [];
    let start = 0;
    const note = (piece) => found.push([start, start + piece.length]);
    const single = words.filter(({ isRun }) => !isRun);
    for (const [place, piece] of reader.pieces(text).entries()) {
      if (place % 2) {
        const parts = reader.partsOf(piece);
        if (parts.length > 1 && parts[1][0] !== "." && isSought([parts.join("")], single)) note(piece);
        else {
          for (const each of piece.split(reader.dashes)) {
            if (isSought(reader.partsOf(each), single)) note(each);
            start += each.length;
          }
          continue;
        }
      }
      start += piece.length;
    }
    for (const { typed } of words.filter(({ isRun }) => isRun)) {
      for (let at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + typed.length)) found.push([at, at + typed.length]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  function marked(text, words) {
    const nodes = [];
    let at = 0;
    for (const [start, end] of spans(text, words)) {
      if (start < at) continue;
      nodes.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...nodes, text.slice(at)];
  }

  // The part of an abstract that has most of the words.
  function context(abstract, words) {
    if (abstract.length <= EXCERPT) return marked(abstract, words);
    const places = spans(abstract, words);
    const variety = (from) => new Set(places.filter(([start, end]) => start >= from && end <= from + EXCERPT - BEFORE).map(([start, end]) => abstract.slice(start, end).toLowerCase())).size;
    const [lead] = places.map(([start]) => [start, variety(start)]).sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [0];
    const last = abstract.length - EXCERPT;
    const wanted = Math.min(Math.max(0, lead - BEFORE), last);
    const start = wanted && abstract.indexOf(" ", wanted) + 1 && abstract.indexOf(" ", wanted) < lead ? abstract.indexOf(" ", wanted) + 1 : wanted;
    const space = start < last ? abstract.lastIndexOf(" ", start + EXCERPT) : -1;
    const end = start >= last ? abstract.length : space > start + EXCERPT / 2 ? space : start + EXCERPT;
    return [start ? "… " : "", ...marked(abstract.slice(start, end), words), end < abstract.length ? " …" : ""];
  }

  // Long lists are cut, but keep the name that was searched for. Nobody can count a list that goes on.
  function authors(names, words) {
    const all = names.split(", ");
    const open = all.at(-1) === "et al." ? all.pop() : "";
    const kept = all.filter((name, place) => place < AUTHORS || spans(name, words).length).slice(0, 2 * AUTHORS);
    const more = all.length - kept.length;
    return [...marked(kept.join(", "), words), open ? `, ${open}` : more ? word(" and {number} more", { number: more }) : ""];
  }

  function hit(paper, words) {
    const url = new URL(paper.path, ROOT);
    if (words.length && features.includes("search.highlight")) url.searchParams.set("h", words.map(({ typed }) => typed).join(" "));
    const title = make("a", { href: url.href }, ...(paper.title ? marked(paper.title, words) : [paper.path]));
    const item = make("li", {}, make("h2", {}, title));
    const by = [paper.authors && make("span", {}, ...authors(paper.authors, words)), paper.published && make("span", {}, paper.published)];
    item.append(make("p", { className: "search-by" }, ...by.filter(Boolean)), make("p", { className: "search-context" }, ...context(paper.abstract, words)));
    return item;
  }

  // -- Searching ----------------------------------------------------------------------------------

  function narrowed() {
    return FACETS.some(({ name }) => asked.filters[name].size);
  }

  async function run() {
    clearTimeout(timer);
    timer = 0;
    const mine = ++turn;
    const words = asked.words.trim(); // as they are now
    writeAddress();
    drawChips();
    part.sort.disabled = !words; // without words there is no relevance
    part.sort.value = words ? asked.sort : "date";
    part.found.ariaBusy = "true";
    const patience = setTimeout(say, 250, word("Searching …"));
    try {
      const { ask } = await loadIndex();
      reader ??= await index.words();
      const answer = await ask(words, asked.filters, { newest: asked.sort === "date", counting: panelShown(), exactly: asked.exactly });
      const help = answer.results.length ? [] : await advice(words, answer);
      const pages = await read(answer.results.slice(0, STEP));
      if (mine !== turn) return;
      const held = part.hits.contains(document.activeElement);
      found = answer;
      shown = 0;
      part.hits.replaceChildren();
      part.rest.replaceChildren(...help);
      part.told.replaceChildren(...told(words, answer));
      part.found.scrollTop = 0;
      if (!part.filters.contains(document.activeElement)) part.found.parentElement.scrollTop = 0;
      if (pages.length) show(pages);
      if (held) (links()[0] ?? part.words).focus();
      FACETS.forEach(drawFacet);
      say(!pages.length ? word("No paper found") : words || narrowed() ? papers(found.results.length) : word("Newest papers"));
    } catch (error) {
      if (mine === turn) fail(error);
    } finally {
      clearTimeout(patience);
      if (mine === turn) part.found.ariaBusy = "false";
    }
  }

  async function loadIndex() {
    index ??= await import(new URL("assets/search-index.js", ROOT));
    return index;
  }

  function read(results) {
    return Promise.all(results.map((result) => result.data()));
  }

  function show(pages) {
    part.hits.append(...pages.map((page) => hit(page, found.words)));
    shown += pages.length;
    const left = Math.min(found.results.length, CAP) - shown;
    const capped = make("p", {}, word("These are the first {number}. More words or filters narrow them down.", { number: CAP }));
    part.rest.replaceChildren(...(left > 0 ? [button(more, word("Show {number} more", { number: Math.min(left, STEP) }))] : found.results.length > shown ? [capped] : []));
  }

  async function more() {
    const [mine, from] = [turn, shown];
    const pages = await read(found.results.slice(from, Math.min(from + STEP, CAP)));
    if (mine !== turn || from !== shown) return;
    show(pages);
    links()[from].focus();
  }

  function ways() {
    const [topics, tags, editions] = [link("topics/", word("topics")), link("tags/", word("tags")), link("editions/", word("editions"))];
    return make("p", {}, word("Or browse "), topics, word(", "), tags, word(" and "), editions, word(", or read "), link("cite/", word("how to cite")), word("."));
  }

  // What was understood of a question, where it is not what was typed; how to ask, where nothing was.
  function told(words, { changed, left, results }) {
    if (!words && !narrowed()) return [make("p", {}, word("All words must occur, in any order; “words in quotes” as a phrase, and no -word behind a hyphen. A title, a name, an arXiv number, a DOI or a citation key will do as well."))];
    const lines = [];
    if (changed.length && results.length) {
      const taken = changed.reduce((text, [typed, meant]) => text.replace(typed, meant), words);
      const exactly = button(() => type(words, true), word("Search for “{words}” instead", { words }));
      lines.push(make("p", {}, word("Showing results for "), make("strong", {}, taken), word("."), " ", exactly));
    }
    if (left.length && results.length) lines.push(make("p", {}, word("Left out: {words}", { words: left.join(word(", ")) })));
    return lines;
  }

  async function advice(words, { unfiltered }) {
    if (!words && !narrowed()) return [ways()];
    const tries = narrowed() && unfiltered ? [[button(clear, word("without filters")), unfiltered]] : [];
    const single = words && !words.startsWith('"') ? [...new Set(words.split(/\s+/).filter((one) => !one.startsWith("-")).slice(0, 8))] : [];
    if (single.length > 1) {
      const { ask } = await loadIndex();
      const answers = await Promise.all(single.map((word) => ask(word, asked.filters, { exactly: true })));
      answers.forEach(({ results }, place) => tries.push([button(() => type(single[place]), single[place]), results.length]));
    }
    const items = tries.filter(([, count]) => count).map(([choice, count]) => make("li", {}, choice, ` ${papers(count)}`));
    const hint = make("p", {}, word("Check the spelling, or try fewer or other words; the beginning of a word is enough."));
    return [hint, ...(items.length ? [make("p", {}, word("These would find something:")), make("ul", {}, ...items)] : []), ways()];
  }

  function fail(error) {
    console.warn("Search:", error);
    const why = location.protocol === "file:" ? word("It needs a web server, such as “digest serve”.") : word("Is there a connection?");
    say(word("Search could not be loaded"));
    part.hits.replaceChildren();
    part.told.replaceChildren();
    part.rest.replaceChildren(make("p", {}, why), button(run, word("Try again")), ways());
  }

  function say(text) {
    part.status.textContent = text;
  }

  // -- Filters ------------------------------------------------------------------------------------

  function panelShown() {
    return getComputedStyle(part.filters).display !== "none";
  }

  function buildFacet(facet) {
    const label = facet.find;
    facet.find = make("input", { type: "text", placeholder: label, ariaLabel: label, autocomplete: "off", oninput: () => drawFacet(facet) });
    facet.list = make("ul", {});
    facet.whole = button(() => drawFacet(facet, (facet.open = !facet.open)));
    facet.box = make("fieldset", { hidden: true }, make("legend", {}, facet.title), facet.find, facet.list, facet.whole);
    part.filters.append(facet.box);
  }

  function drawFacet(facet) {
    const chosen = asked.filters[facet.name];
    const counts = found.counts[facet.name] ?? {};
    const values = [...new Set([...chosen, ...Object.keys(counts).filter((value) => counts[value])])];
    const byName = (a, b) => (facet.newest ? -1 : 1) * (a < b ? -1 : 1);
    const byCount = (a, b) => (facet.newest ? 0 : (counts[b] ?? 0) - (counts[a] ?? 0));
    values.sort((a, b) => chosen.has(b) - chosen.has(a) || byCount(a, b) || byName(a, b));
    const needle = fold(facet.find.value.trim());
    const fitting = values.filter((value) => fold(facet.show(value)).includes(needle));
    const rows = facet.open ? fitting : fitting.slice(0, Math.max(ROWS, chosen.size));
    const focused = facet.list.contains(document.activeElement) ? document.activeElement.value : null;
    facet.list.replaceChildren(...rows.map((value) => row(facet, value, counts[value] ?? 0)));
    if (focused !== null) [...facet.list.querySelectorAll("input")].find(({ value }) => value === focused)?.focus();
    facet.box.hidden = !values.length;
    facet.find.hidden = values.length <= ROWS && !needle;
    facet.whole.hidden = fitting.length <= ROWS;
    facet.whole.textContent = facet.open ? word("Show fewer") : facet.all.replace("#", fitting.length);
  }

  function row({ name, show }, value, number) {
    const box = make("input", { type: "checkbox", value, checked: asked.filters[name].has(value), onchange: () => choose(name, value) });
    return make("li", {}, make("label", {}, box, make("span", {}, show(value)), make("span", { className: "search-count" }, number.toLocaleString(word("en-GB")))));
  }

  function choose(name, value) {
    if (!asked.filters[name].delete(value)) asked.filters[name].add(value);
    run();
  }

  function clear() {
    for (const { name } of FACETS) asked.filters[name].clear();
    part.words.focus();
    run();
  }

  function drawChips() {
    const chip = ({ name, title, show }, value) => {
      const label = [make("span", { className: "search-unseen" }, word("Remove {filter}: ", { filter: title })), show(value), make("span", { ariaHidden: "true" }, "×")];
      return button(() => choose(name, value, part.words.focus()), ...label);
    };
    const chips = FACETS.flatMap((facet) => [...asked.filters[facet.name]].map((value) => chip(facet, value)));
    part.toggle.textContent = chips.length ? `${word("Filters")} (${chips.length})` : word("Filters");
    if (chips.length > 1) chips.push(button(clear, word("Clear all")));
    part.chips.replaceChildren(...chips.map((each) => make("li", {}, each)));
    part.chips.hidden = !chips.length;
  }

  // -- Address ------------------------------------------------------------------------------------

  function readAddress() {
    const query = new URLSearchParams(location.search);
    const filters = Object.fromEntries(FACETS.map(({ name }) => [name, new Set(query.getAll(name))]));
    return { words: query.get("q") ?? "", sort: query.get("sort") === "date" ? "date" : "", exactly: query.has("exactly"), filters };
  }

  function writeAddress() {
    const url = new URL(location.href);
    for (const name of ["q", "sort", "exactly", ...FACETS.map((facet) => facet.name)]) url.searchParams.delete(name);
    if (dialog.open) {
      if (asked.words) url.searchParams.set("q", asked.words);
      for (const { name } of FACETS) for (const value of asked.filters[name]) url.searchParams.append(name, value);
      if (asked.sort) url.searchParams.set("sort", asked.sort);
      if (asked.exactly && asked.words) url.searchParams.set("exactly", "yes");
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  // -- The dialog ---------------------------------------------------------------------------------

  function open(words = asked.words, byPerson = true) {
    if (dialog.open && words === asked.words) return part.words.select();
    if (!dialog.open) {
      dialog.showModal();
      if (byPerson && !history.state?.search) history.pushState({ search: true }, "");
    }
    type(words, asked.exactly && words === asked.words);
    part.words.select();
  }

  // The step that it took stays, and the next one to open it uses that. To go back here could stop a page that is coming.
  function closed() {
    if (dialog.open) return; // it was opened again before the browser said so
    isSpare = history.state?.search === true;
    writeAddress();
  }

  // The browser went to another step: with the dialog, or without it, or from one that is left over.
  function arrive({ state }) {
    const wasSpare = isSpare;
    isSpare = false;
    if (!state?.search) {
      if (dialog.open) dialog.close();
      else if (wasSpare) history.back();
      return;
    }
    Object.assign(asked, readAddress());
    if (asked.words || narrowed()) open(asked.words, false);
    else isSpare = !dialog.open;
  }

  function type(words, exactly = false) {
    part.words.value = asked.words = words;
    asked.exactly = exactly;
    part.words.focus();
    run();
  }

  function links() {
    return [...part.hits.querySelectorAll("a")];
  }

  async function move(event) {
    if (event.target !== part.words && !links().includes(event.target)) return;
    event.preventDefault();
    if (timer) await run();
    const all = links();
    const place = all.indexOf(document.activeElement);
    if (event.key === "ArrowUp") (all[place - 1] ?? part.words).focus();
    else if (all[place + 1]) all[place + 1].focus();
    else part.rest.querySelector(":scope > button")?.click();
  }

  async function enter(event) {
    event.preventDefault(); // a phone's keyboard goes; a second Enter opens the first hit
    if (timer) await run();
    links()[0]?.focus();
  }

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event);
    else if (event.key === "Enter" && event.target === part.words) enter(event);
    else if (event.key.length === 1 && event.key !== " " && event.target.closest("ol")) part.words.focus();
  });
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", closed);
  addEventListener("popstate", arrive);
  part.close.addEventListener("click", () => dialog.close());
  part.words.addEventListener("input", () => {
    asked.words = part.words.value;
    asked.exactly = false;
    clearTimeout(timer);
    timer = setTimeout(run, 120);
  });
  part.sort.addEventListener("change", () => run((asked.sort = part.sort.value)));
  part.toggle.addEventListener("click", () => {
    part.toggle.ariaExpanded = String(part.filters.classList.toggle("open"));
    run();
  });
  part.share.hidden = !features.includes("search.share");
  part.share.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    part.share.textContent = word("Copied");
    setTimeout(() => (part.share.textContent = word("Share")), 2000);
  });
  WIDE.addEventListener("change", () => dialog.open && run());
  FACETS.forEach(buildFacet);
  document.body.append(dialog);

  // A field of the closed dialog keeps the focus for a moment.
  const isBehind = (field) => !dialog.open && dialog.contains(field);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.altKey) return;
    const held = event.ctrlKey || event.metaKey;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable='false'])");
    // Shift may be held: on many keyboards it takes it to write a slash.
    if (!(held ? event.key.toLowerCase() === "k" && !event.shiftKey : event.key === "/" && (!typing || isBehind(typing)))) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-search-open]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(opener.dataset.searchOpen || undefined);
  });
  for (const sign of ["pointerover", "focusin"]) {
    const prepare = () => loadIndex().then(({ ready }) => ready()).catch(() => {}); // a search will say so
    document.addEventListener(sign, (event) => event.target.closest?.("[data-search-open]") && prepare());
  }
  for (const opener of document.querySelectorAll("[data-search-open][hidden]")) opener.hidden = false;
  if (new URLSearchParams(location.search).has("q") || narrowed()) open(asked.words, false);

  // search.highlight: on the page that a result leads to, the words that were searched for (?h=, as in Material).
  function highlight(words) {
    const texts = [];
    const walker = document.createTreeWalker(document.getElementById("content"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("math, pre, script, button")) texts.push(walker.currentNode);
    for (const text of texts) {
      const parts = marked(text.data, words);
      if (!parts.some((each) => each instanceof Element)) continue;
      const { parentElement } = text;
      text.replaceWith(...parts);
      parentElement.normalize();
      for (const mark of parentElement.querySelectorAll("mark")) mark.dataset.mdHighlight = "";
    }
  }

  const wanted = new URLSearchParams(location.search).get("h");
  if (wanted && features.includes("search.highlight")) {
    loadIndex().then(async ({ words }) => {
      reader = await words();
      highlight(reader.read(wanted).words);
    });
  }
}
