// Search: a dialog over Pagefind's index. Nothing but this file is loaded before it is first wanted.
// What is asked for stands in the page's address while the dialog is open: ?q=words&tag=LoRA&sort=date
"use strict";
{
  const ROOT = new URL("..", (document.currentScript ?? document.querySelector('script[src*="assets/search.js"]')).src);
  const INDEX = new URL("search/", ROOT);
  const WIDE = matchMedia("(min-width: 56rem)"); // as in search.css
  const STEP = 20;
  const CAP = 200; // hits shown of one search; beyond that, a reader narrows it down or browses a list
  const ROWS = 8; // values of a filter before "all"
  const AUTHORS = 6;
  // A paper has many topics and tags: chosen ones narrow together. Of years and editions any will do.
  const FACETS = [
    { name: "topic", title: "Topic", plural: "topics" },
    { name: "tag", title: "Tag", plural: "tags" },
    { name: "year", title: "Year", plural: "years", either: true, newest: true },
    { name: "edition", title: "Edition", plural: "editions", either: true, newest: true, show: inWords },
    { name: "code", title: "Code", plural: "values", show: () => "Code available" },
  ];
  const RANKING = { metaWeights: { title: 8, authors: 4, identifiers: 8, labels: 1, published: 0.2 } };
  const DIALOG = `
    <div class="search-top">
      <input type="text" role="searchbox" enterkeyhint="search" autocomplete="off" autocapitalize="off" spellcheck="false"
        aria-label="Search papers" placeholder="Title, author, words of an abstract" data-part="words">
      <button type="button" data-part="close" aria-label="Close search"><kbd>Esc</kbd><span aria-hidden="true">×</span></button>
    </div>
    <div class="search-bar">
      <p role="status" data-part="status"></p>
      <button type="button" aria-expanded="false" aria-controls="search-filters" data-part="toggle">Filters</button>
      <label>Sort by <select data-part="sort"><option value="">relevance</option><option value="date">date</option></select></label>
    </div>
    <ul class="search-chips" aria-label="Filters in use" data-part="chips"></ul>
    <div class="search-middle">
      <section class="search-filters" id="search-filters" aria-label="Filters" data-part="filters"></section>
      <section class="search-found" aria-label="Results" data-part="found"><ol data-part="hits"></ol><div class="search-rest" data-part="rest"></div></section>
    </div>`;

  const dialog = make("dialog", { className: "search", ariaLabel: "Search", innerHTML: DIALOG });
  const part = Object.fromEntries([...dialog.querySelectorAll("[data-part]")].map((element) => [element.dataset.part, element]));
  const asked = { words: "", sort: "", filters: Object.fromEntries(FACETS.map(({ name }) => [name, new Set()])) };
  let found = { results: [], counts: {}, unfiltered: 0 };
  let shown = 0;
  let turn = 0; // number of the newest search: what an older one brings is dropped
  let timer = 0;
  let engine = null;

  // -- Words ----------------------------------------------------------------------------------

  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function inWords(day) {
    return new Date(day).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  }

  function papers(count) {
    return `${count.toLocaleString("en")} ${count === 1 ? "paper" : "papers"}`;
  }

  // What the index is asked for: it knows the parts of "KV-cache" too, and arXiv numbers by themselves.
  function term() {
    const words = asked.words.trim();
    const arxiv = /(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.])/.exec(words);
    if (arxiv) return arxiv[1];
    return /^".+"$/.test(words) ? words : words.replace(/[-\u2010-\u2015/"]+/g, " ").trim() || null;
  }

  // Pagefind finds the forms of a word; the highlight in titles and names goes by its beginning.
  function beginnings() {
    const words = fold(term() ?? "").match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.map((word) => (word.length > 6 ? word.slice(0, -3) : word));
  }

  function isNamed(word, starts) {
    return starts.some((start) => (start.length > 2 ? fold(word).startsWith(start) : fold(word) === start));
  }

  // -- Elements: text goes in as text, never as HTML --------------------------------------------

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

  function marked(text, starts) {
    const words = text.split(/([\p{L}\p{N}\p{M}]+)/u);
    return words.map((word, place) => (place % 2 && isNamed(word, starts) ? make("mark", {}, word) : word));
  }

  // Pagefind's excerpt is HTML with no element but <mark>, and with < and > escaped.
  function excerpt(html) {
    const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("\u200b", "");
    return html.split(/<\/?mark>/).map((text, place) => (place % 2 ? make("mark", {}, plain(text)) : plain(text)));
  }

  function authors(names, starts) {
    const named = (name) => name.split(/[^\p{L}\p{N}\p{M}]+/u).some((word) => isNamed(word, starts));
    const all = names.split(", ");
    const kept = all.filter((name, place) => place < AUTHORS || named(name));
    return [...marked(kept.join(", "), starts), all.length > kept.length ? ` and ${all.length - kept.length} more` : ""];
  }

  function hit({ raw_url: path, meta, excerpt: context }, starts) {
    const title = make("a", { href: new URL(path.replace(/^\/+/, ""), ROOT).href }, ...marked(meta.title ?? path, starts));
    const item = make("li", {}, make("h2", {}, title));
    if (meta.authors) item.append(make("p", { className: "search-by" }, ...authors(meta.authors, starts)));
    if (meta.published) item.append(make("p", { className: "search-published" }, meta.published));
    item.append(make("p", { className: "search-context" }, ...excerpt(context)));
    return item;
  }

  // -- The index ------------------------------------------------------------------------------

  async function load() {
    const answer = await fetch(new URL("volumes.json", INDEX), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`volumes.json: ${answer.status}`);
    const { volumes } = await answer.json();
    if (!volumes.length) return { volumes, search: async () => ({ results: [], filters: {} }), filters: async () => ({}) };
    const address = ({ path }) => new URL(path, INDEX).href;
    const settings = ({ path, tag }) => ({ metaCacheTag: tag, mergeFilter: { volume: path }, ranking: RANKING });
    const [first, ...others] = volumes;
    const pagefind = await import(new URL("pagefind.js", address(first)));
    await pagefind.options({ basePath: address(first), ...settings(first) });
    await pagefind.init();
    await Promise.all(others.map((volume) => pagefind.mergeIndex(address(volume), settings(volume))));
    return { ...pagefind, volumes };
  }

  function wanted() {
    engine ??= load().catch((error) => {
      engine = null; // so that the next attempt starts afresh
      throw error;
    });
    return engine;
  }

  function filters(left) {
    const used = FACETS.filter(({ name }) => name !== left && asked.filters[name].size);
    return Object.fromEntries(used.map(({ name, either }) => [name, either ? { any: [...asked.filters[name]] } : [...asked.filters[name]]]));
  }

  function narrowed() {
    return FACETS.some(({ name }) => asked.filters[name].size);
  }

  async function ask(words) {
    const { volumes, search, filters: loadFilters } = await wanted();
    const all = panelShown() ? await loadFilters() : {}; // counts come only with the filters loaded
    if (!words && !narrowed()) return { results: [], counts: all, unfiltered: 0 };
    const sort = asked.sort === "date" || !words ? { date: "desc" } : {};
    const answer = await search(words, { filters: filters(), sort });
    const counts = { ...answer.filters };
    for (const { name } of FACETS.filter(({ name, either }) => either && asked.filters[name].size)) {
      counts[name] = (await search(words, { filters: filters(name) })).filters[name];
    }
    let { results } = answer;
    if (sort.date && volumes.length > 1) {
      // Merged hits are in the order of their places within each volume; the volumes are in that of time.
      const parts = [...volumes].reverse().map(({ path }) => search(words, { filters: { ...filters(), volume: [path] }, sort }));
      results = (await Promise.all(parts)).flatMap((one) => one.results);
    }
    return { results, counts, unfiltered: answer.unfilteredResultCount };
  }

  // -- Searching ------------------------------------------------------------------------------

  async function run() {
    clearTimeout(timer);
    timer = 0;
    const mine = ++turn;
    writeAddress();
    drawChips();
    const patience = setTimeout(say, 250, "Searching …");
    try {
      const words = term();
      const answer = await ask(words);
      const help = answer.results.length ? [] : await advice(words, answer);
      const pages = await Promise.all(answer.results.slice(0, STEP).map((result) => result.data()));
      if (mine !== turn) return;
      found = answer;
      shown = 0;
      part.hits.replaceChildren();
      part.rest.replaceChildren(...help);
      part.found.scrollTop = 0;
      if (pages.length) show(pages);
      FACETS.forEach(drawFacet);
      say(found.results.length ? papers(found.results.length) : words || narrowed() ? "No paper found" : "");
    } catch (error) {
      if (mine === turn) fail(error);
    } finally {
      clearTimeout(patience);
    }
  }

  function show(pages) {
    const starts = beginnings();
    part.hits.append(...pages.map((page) => hit(page, starts)));
    shown += pages.length;
    const left = Math.min(found.results.length, CAP) - shown;
    const capped = found.results.length > shown ? [make("p", {}, `These are the first ${CAP}. More words or filters narrow them down.`)] : [];
    part.rest.replaceChildren(...(left > 0 ? [button(more, `Show ${Math.min(left, STEP)} more`)] : capped));
  }

  async function more() {
    const [mine, from] = [turn, shown];
    const pages = await Promise.all(found.results.slice(from, Math.min(from + STEP, CAP)).map((result) => result.data()));
    if (mine !== turn || from !== shown) return;
    show(pages);
    links()[from].focus();
  }

  async function advice(words, { unfiltered }) {
    const ways = make("p", {}, "Or browse ", link("topics/", "topics"), ", ", link("tags/", "tags"), " and ", link("editions/", "editions"), ", or read ", link("cite/", "how to cite"), ".");
    if (!words && !narrowed()) return [make("p", {}, "All words must occur, in any order; “words in quotes” as a phrase. An arXiv number or a citation key will do as well."), ways];
    const tries = [];
    if (narrowed() && unfiltered) tries.push([button(clear, "without filters"), unfiltered]);
    const single = words && !words.startsWith('"') ? [...new Set(words.split(/\s+/))] : [];
    if (single.length > 1) {
      const { search } = await wanted();
      const answers = await Promise.all(single.slice(0, 8).map((word) => search(word, { filters: filters() })));
      answers.forEach(({ results }, place) => tries.push([button(() => type(single[place]), single[place]), results.length]));
    }
    const items = tries.filter(([, count]) => count).map(([choice, count]) => make("li", {}, choice, ` ${papers(count)}`));
    const hint = "Check the spelling, or try fewer or other words; the beginning of a word is enough.";
    return [make("p", {}, hint), ...(items.length ? [make("p", {}, "These would find something:"), make("ul", {}, ...items)] : []), ways];
  }

  function fail(error) {
    console.warn("Search:", error);
    const why = location.protocol === "file:" ? "It needs a web server: run “digest serve”, or open the site where it is published." : "Is there a connection?";
    say("Search could not be loaded");
    part.hits.replaceChildren();
    part.rest.replaceChildren(make("p", {}, why), button(run, "Try again"), make("p", {}, "Everything can be found without it, by ", link("topics/", "topic"), ", ", link("tags/", "tag"), " and ", link("editions/", "edition"), "."));
  }

  function say(text) {
    part.status.textContent = text;
  }

  // -- Filters --------------------------------------------------------------------------------

  function panelShown() {
    return getComputedStyle(part.filters).display !== "none";
  }

  function buildFacet(facet) {
    facet.show ??= (value) => value;
    facet.find = make("input", { type: "text", placeholder: `Find ${facet.plural}`, ariaLabel: `Find ${facet.plural}`, autocomplete: "off", oninput: () => drawFacet(facet) });
    facet.list = make("ul", {});
    facet.all = button(() => drawFacet(facet, (facet.open = !facet.open)));
    facet.box = make("fieldset", {}, make("legend", {}, facet.title), facet.find, facet.list, facet.all);
    part.filters.append(facet.box);
  }

  function drawFacet(facet) {
    const counts = found.counts[facet.name] ?? {};
    const chosen = asked.filters[facet.name];
    const order = (a, b) => chosen.has(b) - chosen.has(a) || (facet.newest ? 0 : counts[b] - counts[a]) || (a < b ? -1 : 1) * (facet.newest ? -1 : 1);
    const values = [...new Set([...chosen, ...Object.keys(counts).filter((value) => counts[value])])].sort(order);
    const needle = fold(facet.find.value.trim());
    const fitting = values.filter((value) => fold(facet.show(value)).includes(needle));
    const rows = facet.open ? fitting : fitting.slice(0, Math.max(ROWS, chosen.size));
    const focused = facet.list.contains(document.activeElement) ? document.activeElement.value : null;
    facet.list.replaceChildren(...rows.map((value) => row(facet, value, counts[value] ?? 0)));
    if (focused !== null) [...facet.list.querySelectorAll("input")].find(({ value }) => value === focused)?.focus();
    facet.box.hidden = !values.length;
    facet.find.hidden = values.length <= ROWS && !needle;
    facet.all.hidden = fitting.length <= ROWS;
    facet.all.textContent = facet.open ? "Show fewer" : `All ${fitting.length} ${facet.plural}`;
  }

  function row(facet, value, count) {
    const box = make("input", { type: "checkbox", value, checked: asked.filters[facet.name].has(value), onchange: () => choose(facet.name, value) });
    return make("li", {}, make("label", {}, box, make("span", {}, facet.show(value)), make("span", { className: "search-count" }, count.toLocaleString("en"))));
  }

  function choose(name, value) {
    if (!asked.filters[name].delete(value)) asked.filters[name].add(value);
    run();
  }

  function clear() {
    FACETS.forEach(({ name }) => asked.filters[name].clear());
    part.words.focus();
    run();
  }

  function drawChips() {
    const chip = ({ name, title, show }, value) => {
      const remove = () => choose(name, value, part.words.focus());
      return button(remove, make("span", { className: "search-unseen" }, `Remove ${title}: `), show(value), make("span", { ariaHidden: "true" }, "×"));
    };
    const chips = FACETS.flatMap((facet) => [...asked.filters[facet.name]].map((value) => chip(facet, value)));
    part.toggle.textContent = chips.length ? `Filters (${chips.length})` : "Filters";
    if (chips.length > 1) chips.push(button(clear, "Clear all"));
    part.chips.replaceChildren(...chips.map((each) => make("li", {}, each)));
    part.chips.hidden = !chips.length;
  }

  // -- Address --------------------------------------------------------------------------------

  function writeAddress() {
    const url = new URL(location.href);
    for (const name of ["q", "sort", ...FACETS.map((facet) => facet.name)]) url.searchParams.delete(name);
    if (dialog.open) {
      if (asked.words) url.searchParams.set("q", asked.words);
      for (const { name } of FACETS) for (const value of asked.filters[name]) url.searchParams.append(name, value);
      if (asked.sort) url.searchParams.set("sort", asked.sort);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  function openFromAddress() {
    const query = new URLSearchParams(location.search);
    for (const { name } of FACETS) asked.filters[name] = new Set(query.getAll(name));
    asked.sort = query.get("sort") === "date" ? "date" : "";
    if (query.has("q") || narrowed()) open(query.get("q") ?? "");
  }

  // -- The dialog -----------------------------------------------------------------------------

  function open(words = asked.words) {
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
    part.sort.value = asked.sort;
    type(words);
    part.words.select();
  }

  function type(words) {
    part.words.value = asked.words = words;
    part.words.focus();
    run();
  }

  function links() {
    return [...part.hits.querySelectorAll("a")];
  }

  async function move(event) {
    const all = links();
    const place = all.indexOf(document.activeElement);
    if (place < 0 && document.activeElement !== part.words) return;
    event.preventDefault();
    if (event.key === "ArrowUp") (all[place - 1] ?? part.words).focus();
    else if (all[place + 1]) all[place + 1].focus();
    else part.rest.querySelector("button")?.click();
  }

  async function enter(event) {
    event.preventDefault(); // the keyboard of a phone goes, and a second Enter opens the first hit
    if (timer) await run();
    links()[0]?.focus();
  }

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && (event.key === "ArrowDown" || event.key === "ArrowUp")) move(event);
    else if (plain && event.key === "Enter" && event.target === part.words) enter(event);
    else if (plain && event.key.length === 1 && event.key !== " " && event.target.closest("ol")) part.words.focus();
  });
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", writeAddress);
  part.close.addEventListener("click", () => dialog.close());
  part.words.addEventListener("input", () => {
    asked.words = part.words.value;
    clearTimeout(timer);
    timer = setTimeout(run, 120);
  });
  part.sort.addEventListener("change", () => run((asked.sort = part.sort.value)));
  part.toggle.addEventListener("click", () => {
    const expanded = part.filters.classList.toggle("open");
    part.toggle.ariaExpanded = String(expanded);
    if (expanded) run();
  });
  WIDE.addEventListener("change", () => dialog.open && run());
  FACETS.forEach(buildFacet);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable='false'])");
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    const slash = event.key === "/" && bare && !typing && !dialog.open;
    const chord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!(slash || chord) || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    if (dialog.open) part.words.select();
    else open();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-search-open]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(opener.dataset.searchOpen || undefined);
  });
  for (const sign of ["pointerover", "focusin"]) {
    document.addEventListener(sign, (event) => event.target.closest?.("[data-search-open]") && wanted().catch(() => {}));
  }
  for (const opener of document.querySelectorAll("[data-search-open][hidden]")) opener.hidden = false;
  openFromAddress();
}
