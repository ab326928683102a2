// What a reader keeps in this browser alone: stars on papers, and which edition was the newest one at the last visit.
// It never leaves the browser but as a file that the reader asks for.
"use strict";
{
  const { say, count } = document.documentElement; // of site.js
  const ROOT = new URL("..", document.currentScript.src);
  const STARS = `digest.stars:${ROOT.pathname}`; // other digests may share the host
  const VISIT = `digest.visit:${ROOT.pathname}`;
  const VERSION = 1; // of what is kept; what a later version kept is neither read nor overwritten
  const LENGTH = 1000; // characters that are kept of a title, or of names
  const SHOWN = 6; // authors, as on a list
  const ABSENCE = 30 * 60_000; // milliseconds without a page of this site, after which a visit is a new one

  function load(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null; // nothing can be kept here, or what was kept is damaged
    }
  }

  function keep(name, value) {
    try {
      if (value) localStorage.setItem(name, JSON.stringify(value));
      else localStorage.removeItem(name);
      return true;
    } catch {
      return false;
    }
  }

  function isDay(text) {
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  }

  function today() {
    return new Date().toLocaleDateString("sv"); // of the reader's own calendar, as the data has its days: 2025-10-02
  }

  function inWords(date, options) {
    return new Date(date).toLocaleDateString(say("en-GB"), { dateStyle: "long", ...options });
  }

  // -- Stars --------------------------------------------------------------------------------------

  // The stars in what was kept or in a backup, by key, oldest first; what is no star is left out.
  function starsIn(value) {
    const papers = value?.version === VERSION && Array.isArray(value.papers) ? value.papers : [];
    const isKey = (key) => typeof key === "string" && /^[a-z0-9-]{1,200}$/.test(key);
    const text = (words) => (typeof words === "string" ? words.slice(0, LENGTH) : "");
    const star = ({ key, title, authors, starred }) => ({ key, title: text(title), authors: text(authors), starred: isDay(starred) ? starred : "" });
    return new Map(papers.filter((paper) => isKey(paper?.key)).map((paper) => [paper.key, star(paper)]));
  }

  // Return why a change was not kept, or nothing when it was. Another tab may have changed them since this page was drawn.
  function change(edit) {
    const value = load(STARS);
    if (value?.version > VERSION) return say("Not kept: a newer version of this site keeps your stars. Load the page again.");
    const stars = starsIn(value);
    edit(stars);
    const kept = keep(STARS, stars.size && { version: VERSION, papers: [...stars.values()] });
    draw();
    return kept ? "" : say("Not kept: this browser’s storage is full or switched off.");
  }

  // What the page says of its papers, each with the place where its star belongs: on a list, or on a paper's own page.
  const facts = JSON.parse(document.getElementById("papers-on-page")?.textContent || "[]");
  const own = document.querySelector(".paper > p:has(> a[href$='.bib'])");
  const shown = document.documentElement.cards ?? [];
  const cards = own ? [{ take: own, heading: document.querySelector("h1"), parts: [...own.parentElement.children] }] : shown;
  const buttons = cards.map((card, place) => card.take && makeStar(card, facts[place] ?? {})).filter(Boolean);
  const drawn = [showStars]; // to be done whenever the stars changed

  function makeStar({ take, heading, parts }, { key, retired = [], title }) {
    if (!key) return null;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "star", textContent: say("Star") });
    const name = title ?? heading.textContent;
    button.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: ` ${name}` }));
    const line = parts[parts.indexOf(heading) + 1];
    const authors = line && line !== take && !line.matches("blockquote") ? line.textContent : "";
    button.paper = { keys: [key, ...retired], title: name, authors: own ? shorten(authors) : authors };
    take.append(" ", button);
    return button;
  }

  // The authors of a paper's own page as lists show them.
  function shorten(authors) {
    const names = authors.split(", ");
    const goesOn = names.at(-1) === "et al.";
    const more = names.length - SHOWN - Number(goesOn);
    if (more < 1) return authors;
    return names.slice(0, SHOWN).join(", ") + (goesOn ? ", et al." : say(", and {number} more", { number: more }));
  }

  function showStars(stars) {
    for (const button of buttons) {
      const on = button.paper.keys.some((key) => stars.has(key));
      button.setAttribute("aria-pressed", String(on));
      button.firstChild.data = say(on ? "Starred" : "Star");
    }
  }

  function draw() {
    const stars = starsIn(load(STARS));
    for (const each of drawn) each(stars);
  }

  function press({ currentTarget: button }) {
    const { keys, title, authors } = button.paper;
    const [key, ...retired] = keys;
    const on = button.getAttribute("aria-pressed") !== "true";
    const paper = { key, title, authors, starred: today() };
    const trouble = change((stars) => {
      for (const each of [key, ...retired]) stars.delete(each);
      if (on) stars.set(key, paper);
    });
    if (!trouble) return;
    button.ariaLive = "polite";
    button.firstChild.data = trouble;
    setTimeout(draw, 5000);
  }

  for (const button of buttons) button.addEventListener("click", press);
  draw();
  addEventListener("storage", ({ key }) => (key === STARS || key === null) && draw());
  addEventListener("pageshow", ({ persisted }) => persisted && draw()); // back to a page that missed what happened since

  const list = document.querySelector("#content [data-part='papers']");
  if (list) {
    const store = { ROOT, VERSION, change, starsIn, today, inWords, read: () => starsIn(load(STARS)), watch: (each) => drawn.push(each) };
    import(new URL("assets/starred.js", ROOT)).then(
      ({ open }) => open(store),
      () => (list.previousElementSibling.textContent = say("The list could not be loaded. Load the page again.")),
    );
  }

  // In the margin beside a paper of few lines its links may reach further than it does: the next one begins lower.
  const reach = shown.map(({ take, parts }) => {
    const last = parts.findLast((part) => part.offsetHeight);
    const isBeside = take && getComputedStyle(take).position === "relative";
    return [last, isBeside ? take.offsetTop + take.scrollHeight - last.offsetTop - last.offsetHeight : 0];
  });
  for (const [last, over] of reach) if (over > 0) last.style.marginBottom = `${over + 16}px`;

  // -- For Zotero -----------------------------------------------------------------------------------

  // Each paper of a list as an OpenURL ContextObject (https://en.wikipedia.org/wiki/COinS), which Zotero saves it from.
  function contextObject({ kind, title, authors = [], year, venue, series, volume, issue, first_page, last_page, publisher, doi, url }, heading) {
    const name = title ?? heading.textContent;
    const work = {
      journalArticle: { rft_val_fmt: "info:ofi/fmt:kev:mtx:journal", "rft.genre": "article", "rft.atitle": name, "rft.jtitle": venue },
      conferencePaper: { rft_val_fmt: "info:ofi/fmt:kev:mtx:book", "rft.genre": "proceeding", "rft.atitle": name, "rft.btitle": venue },
    }[kind] ?? { rft_val_fmt: "info:ofi/fmt:kev:mtx:dc", "rft.type": kind, "rft.title": name, "rft.publisher": publisher };
    const pages = [first_page, last_page].filter(Boolean).join("-");
    const rest = { "rft.date": year, "rft.series": series, "rft.volume": volume, "rft.issue": issue, "rft.pages": pages };
    const ids = [doi && `info:doi/${doi}`, url].map((id) => ["rft_id", id]);
    const pairs = [["ctx_ver", "Z39.88-2004"], ...Object.entries(work), ...authors.map((author) => ["rft.au", author]), ...Object.entries(rest), ...ids];
    return new URLSearchParams(pairs.filter(([, value]) => value)).toString().replaceAll("+", "%20");
  }

  // A preprint is told by its identifier alone.
  const preprint = (arxiv) => ({
    kind: "preprint", publisher: "arXiv", doi: `10.48550/arXiv.${arxiv}`, url: `https://arxiv.org/abs/${arxiv}`,
  });

  shown.forEach(({ take, heading }, place) => {
    const fact = facts[place];
    const each = fact?.arxiv ? { ...preprint(fact.arxiv), ...fact } : fact;
    if (!each?.kind || !take) return; // nobody should take a retracted paper along
    take.append(Object.assign(document.createElement("span"), { className: "Z3988", title: contextObject(each, heading), hidden: true }));
  });
  if (shown.length) document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true }));

  // -- Since the last visit -----------------------------------------------------------------------

  // Kept: when a page was last opened, when editions were last looked at and the newest of them, and the latter two as
  // they were when this visit began. Nothing is kept before a reader saw editions.
  function visit(newest) {
    const kept = load(VISIT);
    const now = Date.now();
    const isTime = (time) => Number.isInteger(time) && Math.abs(time) < 8.64e15;
    const isLook = (look) => isTime(look?.looked) && isDay(look.seen);
    const known = kept?.version === VERSION && isLook(kept) && isTime(kept.opened);
    if (kept?.version > VERSION || !(known || newest)) return null;
    const { opened, looked, seen, before } = known ? kept : { opened: now, looked: now, seen: newest };
    const begun = now - opened > ABSENCE ? { looked, seen } : isLook(before) ? before : null;
    const looking = newest ? { looked: now, seen: newest > seen ? newest : seen } : { looked, seen };
    keep(VISIT, { version: VERSION, opened: now, ...looking, before: begun });
    return begun;
  }

  const line = document.querySelector("[data-editions]");
  const editions = (line?.dataset.editions || "").split(",").map((each) => each.split(" ")).filter(([day]) => day);
  const before = visit(editions[0]?.[0]);
  const since = editions.filter(([day]) => before && day > before.seen);
  if (since.length) {
    const papers = since.reduce((sum, [, count]) => sum + Number(count), 0);
    const over = since.length === editions.length && line.dataset.more !== undefined;
    const number = (...counted) => (over ? say("over {number}", { number: count(...counted) }) : count(...counted));
    const link = document.createElement("a");
    link.href = new URL(since.length === 1 ? `editions/${since[0][0]}/` : "editions/", ROOT);
    link.textContent = say("{papers} in {editions}", { papers: number(papers, "new paper"), editions: number(since.length, "edition") });
    line.append(link.href === location.href ? link.textContent : link, say(" since your last visit on {day}", { day: inWords(before.looked) }));
    line.hidden = false;
    const days = new Set(since.map(([day]) => day));
    for (const entry of document.querySelectorAll(".contents-editions li a")) {
      if (!days.has(entry.pathname.split("/").at(-2))) continue;
      const mark = document.createElement("span");
      mark.className = "fresh";
      mark.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: say("since your last visit") }));
      entry.parentElement.append(" ", mark);
    }
  }
}
