// The page of starred papers. Loaded by personal.js, which keeps them.

const AT_ONCE = 6;
const { say: word, count } = document.documentElement; // of site.js

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function papers(number) {
  return count(number, "paper");
}

export function open({ ROOT, VERSION, change, starsIn, today, inWords, read, watch }) {
  const part = Object.fromEntries([...document.querySelectorAll("#content [data-part]")].map((element) => [element.dataset.part, element]));

  function say(...what) {
    part.status.replaceChildren(...what);
  }

  // -- The list: text goes in as text, never as HTML ----------------------------------------------

  function card(star) {
    const { key, title, authors, starred } = star;
    const item = make("article", { className: "card" });
    item.append(make("h3", {}, make("a", { href: new URL(`papers/${key}/`, ROOT).href }, title || key)));
    if (authors) item.append(make("p", { className: "authors" }, authors));
    const hidden = make("span", { className: "unseen" }, ` ${title || key}`);
    const button = make("button", { type: "button", className: "remove", onclick: () => remove(star, button) }, word("Remove"), hidden);
    const day = starred && make("span", { className: "published" }, word("Starred {day}", { day: inWords(starred, { timeZone: "UTC" }) }));
    item.append(make("p", { className: "take" }, day, button));
    item.dataset.key = key;
    return item;
  }

  function draw(stars) {
    const shown = new Map([...part.papers.children].map((item) => [item.dataset.key, item]));
    const items = [...stars.values()].reverse().map((star) => shown.get(star.key) ?? card(star));
    for (const [key, item] of shown) if (!stars.has(key)) item.remove();
    if (items.length > part.papers.childElementCount) part.papers.replaceChildren(...items); // slow where there are thousands
    part.facts.hidden = !stars.size;
    part.count.textContent = papers(stars.size);
    part.none.hidden = stars.size > 0;
    part.save.hidden = !stars.size;
  }

  function remove(star, button) {
    const place = [...part.papers.children].indexOf(button.closest(".card"));
    const trouble = change((stars) => stars.delete(star.key));
    const undo = make("button", { type: "button", onclick: () => put(star) }, word("Undo"));
    say(trouble || word("Removed “{title}”. ", { title: star.title }), trouble ? "" : undo);
    const left = part.papers.children;
    if (!trouble) (left[Math.min(place, left.length - 1)]?.querySelector("button") ?? undo).focus();
  }

  function put(star) {
    say(change((stars) => stars.set(star.key, star)) || word("Put back."));
    part.papers.querySelector(`[data-key="${star.key}"] a`)?.focus();
  }

  // -- BibTeX: each paper's own file, without the comment at its top --------------------------------

  async function entry(key) {
    const answer = await fetch(new URL(`papers/${key}.bib`, ROOT));
    const text = (await answer.text()).replace(/^(?:%.*\r?\n)+\s*/, "");
    const found = /^@\w+\{([^\s,{}]+),/.exec(text);
    if (!answer.ok || !found) throw new Error(key);
    return [found[1], text]; // an old key brings the entry of the new one
  }

  // Return the entries by key, and the keys of those that did not come.
  async function entries() {
    const keys = [...read().keys()];
    const waiting = keys.values();
    const [found, missing] = [new Map(), []];
    const fetchNext = async () => {
      for (const key of waiting) {
        const done = found.size + missing.length;
        if (done % 25 === 0) say(word("Fetching {papers} …", { papers: papers(keys.length) }) + (done ? ` ${done}` : ""));
        await entry(key).then(([now, text]) => found.set(now, text), () => missing.push(key));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
    return { found, missing };
  }

  async function bibtex() {
    const { found, missing } = await entries();
    const site = part.papers.dataset.site.replaceAll("@", " at ").replace(/\s+/g, " ");
    const head = `% ${site}: starred papers, ${document.querySelector("link[rel=canonical]").href}\n% taken ${today()}, ${papers(found.size)}\n`;
    const sorted = [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => text);
    return { text: [head, ...sorted].join("\n"), count: found.size, missing };
  }

  function told(done, { count, missing }) {
    const lost = missing.length ? word(" {papers} could not be fetched: {keys}.", { papers: papers(missing.length), keys: missing.sort().join(", ") }) : "";
    return (count ? word(done, { papers: papers(count) }) : word("Nothing to take.")) + lost;
  }

  function save(text, name, type) {
    const href = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  part.download.addEventListener("click", async () => {
    const taken = await bibtex();
    if (taken.count) save(taken.text, "starred.bib", "application/x-bibtex");
    say(told("Downloaded {papers}.", taken));
  });

  // The promise is handed over at once: a browser may forget the click while the files come.
  part.copy.addEventListener("click", async () => {
    const taking = bibtex();
    const blob = taking.then(({ text }) => new Blob([text], { type: "text/plain" }));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
      say(told("Copied {papers}.", await taking));
    } catch {
      await taking;
      say(word("The browser did not let it be copied; download it instead."));
    }
  });

  // -- Backup ---------------------------------------------------------------------------------------

  part.save.addEventListener("click", () => {
    const stars = [...read().values()];
    save(`${JSON.stringify({ version: VERSION, papers: stars }, null, 1)}\n`, "starred.json", "application/json");
    say(word("Saved {papers}.", { papers: papers(stars.length) }));
  });
  part.restore.addEventListener("click", () => part.file.click());
  part.file.addEventListener("change", async () => {
    const text = await part.file.files[0]?.text().catch(() => "");
    part.file.value = ""; // so that the same file may be chosen again
    say(restore(text));
  });

  function restore(text) {
    let value = null;
    try {
      value = JSON.parse(text);
    } catch {
      // It is said below that this is no backup.
    }
    if (value?.version > VERSION) return word("A newer version of this site made this backup. Load the page again.");
    const brought = starsIn(value);
    if (!brought.size) return word("There are no stars in this file.");
    const before = read().size;
    const trouble = change((stars) => {
      const all = [...brought.values(), ...stars.values()]; // what is here already wins
      const joined = [...new Map(all.map((star) => [star.key, star])).values()].sort((one, other) => (one.starred < other.starred ? -1 : one.starred > other.starred ? 1 : 0));
      stars.clear();
      for (const star of joined) stars.set(star.key, star);
    });
    const added = read().size - before;
    return trouble || word("Added {papers}; {others} had a star already.", { papers: papers(added), others: papers(brought.size - added) });
  }

  part.none.replaceChildren(word("No paper yet."), " ", make("em", {}, word("Star")), word(" stands beside each one, in lists and on its own page."));
  part.backup.hidden = false;
  watch(draw);
  draw(read());
}
