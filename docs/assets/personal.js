// What a reader keeps in this browser alone: stars on papers, and which edition was the newest one at the last visit.
// It never leaves the browser but as a file that the reader asks for.
"use strict";
{
  const ROOT = new URL("..", document.currentScript.src);
  const STARS = `digest.stars:${ROOT.pathname}`; // other digests may share the host
  const VISIT = `digest.visit:${ROOT.pathname}`;
  const VERSION = 1; // of what is kept; what a later version kept is neither read nor overwritten
  const LENGTH = 1000; // characters that are kept of a title, or of names
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
    return new Date(date).toLocaleDateString("en-GB", { dateStyle: "long", ...options });
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
    if (value?.version > VERSION) return "Not kept: a newer version of this site keeps your stars. Load the page again.";
    const stars = starsIn(value);
    edit(stars);
    const kept = keep(STARS, stars.size && { version: VERSION, papers: [...stars.values()] });
    draw();
    return kept ? "" : "Not kept: this browser’s storage is full or switched off.";
  }

  const buttons = [...document.querySelectorAll("[data-star]")];
  const drawn = [show]; // to be done whenever the stars changed

  function keysOf(button) {
    return button.dataset.star.split(" ");
  }

  function show(stars) {
    for (const button of buttons) {
      const on = keysOf(button).some((key) => stars.has(key));
      button.setAttribute("aria-pressed", String(on));
      button.firstChild.data = on ? "Starred" : "Star";
    }
  }

  function draw() {
    const stars = starsIn(load(STARS));
    for (const each of drawn) each(stars);
  }

  function press({ currentTarget: button }) {
    const [key, ...retired] = keysOf(button);
    const on = button.getAttribute("aria-pressed") !== "true";
    const paper = { key, title: button.lastElementChild.textContent.trim(), authors: button.dataset.authors, starred: today() };
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
      () => (list.previousElementSibling.textContent = "The list could not be loaded. Load the page again."),
    );
  }

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
    const over = since.length === editions.length && line.dataset.more !== undefined ? "over " : "";
    const number = (count, one) => `${over}${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
    const link = document.createElement("a");
    link.href = new URL(since.length === 1 ? `editions/${since[0][0]}/` : "editions/", ROOT);
    link.textContent = `${number(papers, "new paper")} in ${number(since.length, "edition")}`;
    line.append(link.href === location.href ? link.textContent : link, ` since your last visit on ${inWords(before.looked)}`);
    line.hidden = false;
    const days = new Set(since.map(([day]) => day));
    for (const entry of document.querySelectorAll(".contents-editions .counted a")) {
      if (!days.has(entry.pathname.split("/").at(-2))) continue;
      const mark = document.createElement("span");
      mark.className = "fresh";
      mark.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: "since your last visit" }));
      entry.parentElement.append(" ", mark);
    }
  }
}
