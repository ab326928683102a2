// What a page gains from scripts; everything else works without them.
"use strict";
{
  const page = document.documentElement;

  // Words in the language of the site (assets/words.js), by their English, with places for values; "#" is a number.
  const say = (english, values = {}) => (page.words?.[english] ?? english).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  const count = (number, noun) => say(number === 1 ? `# ${noun}` : `# ${noun}s`).replace("#", number.toLocaleString(say("en-GB")));
  const { features } = JSON.parse(document.getElementById("__config").textContent);
  Object.assign(page, { say, count, features }); // for the other scripts

  // A choice stands on the page's root, where the style sheet reads it, and is kept for other pages.
  // An inline script in the head brings it back before anything is drawn.
  const choose = (name, value) => {
    if (value) page.dataset[name] = value;
    else delete page.dataset[name];
    try {
      if (value) localStorage.setItem(`digest.${name}`, value);
      else localStorage.removeItem(`digest.${name}`);
    } catch {
      // A browser that keeps nothing still shows the choice until the page is left.
    }
  };

  // A formula wider than the page scrolls with its text, by keyboard too.
  const scrollByKey = (text) => {
    if (text.scrollWidth > text.clientWidth && /auto|scroll/.test(getComputedStyle(text).overflowX)) text.tabIndex = 0;
  };

  // The colour scheme: the system's until the reader chooses, and again once both agree.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const scheme = document.querySelector("[data-scheme]");
  const isDark = () => (page.dataset.mdColorScheme ? page.dataset.mdColorScheme === "slate" : system.matches);
  const showScheme = () => scheme?.setAttribute("aria-pressed", String(isDark()));
  scheme?.addEventListener("click", () => {
    const dark = !isDark();
    choose("mdColorScheme", dark === system.matches ? "" : dark ? "slate" : "default");
    showScheme();
  });
  system.addEventListener("change", showScheme);
  showScheme();

  // A paper of a list: its heading, and what follows it up to the next one or to what belongs to the whole list.
  const isPart = (element) => element?.matches("p:not(:has(> a:is([href^='../'], [href^='editions/'])[href*='editions/'])), blockquote");
  const cards = [...document.querySelectorAll(".papers > :is(h2, h3):has(> a[href*='papers/'])")].map((heading) => {
    const parts = [heading];
    while (isPart(parts.at(-1).nextElementSibling)) parts.push(parts.at(-1).nextElementSibling);
    const take = parts.find((part) => part.matches("p:has(> a[href*='papers/'][href$='.bib'])"));
    return { heading, parts, take, href: heading.firstElementChild.href };
  });
  page.cards = cards; // for personal.js

  // The abstract of a paper is fetched from its own page when it is asked for.
  const before = ({ parts, take }) => parts.find((part) => part.matches("blockquote")) ?? take;
  const fetched = async (card) => {
    const answer = await fetch(card.href);
    if (!answer.ok) throw new Error(card.href);
    const text = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".paper > h2:is(#abstract, #abstract_1) + p");
    if (!text) return null;
    const abstract = document.importNode(text, true);
    before(card).after(abstract);
    card.parts.splice(card.parts.indexOf(before(card)) + 1, 0, abstract);
    return abstract;
  };
  const whole = document.getElementById("all-abstracts");
  for (const card of cards) {
    const more = Object.assign(document.createElement("button"), { type: "button", className: "more", textContent: say("Abstract") });
    more.setAttribute("aria-expanded", "false");
    more.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: say(" of {title}", { title: card.heading.textContent }) }));
    card.show = async (open) => {
      card.wanted = open;
      try {
        if (open) card.abstract ??= await (card.coming ??= fetched(card));
      } catch {
        location.href = card.href; // the title's page has it
        return;
      }
      if (card.wanted !== open) return; // another choice was made while it came
      if (open && !card.abstract) {
        more.firstChild.data = say("No abstract");
        more.disabled = true;
        return;
      }
      card.abstract?.classList.add("abstract");
      card.abstract?.classList.toggle("shown", open);
      more.setAttribute("aria-expanded", String(open));
      if (open) scrollByKey(card.abstract);
    };
    more.addEventListener("click", () => card.show(more.getAttribute("aria-expanded") !== "true"));
    card.take?.append(" ", more);
  }

  // Whole abstracts, on every page until the reader chooses otherwise; those that are not here come as they are reached.
  if (whole) {
    const near = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        cards.find(({ heading }) => heading === target)?.show(true);
      }
    }, { rootMargin: "50%" });
    const showAll = () => {
      for (const card of cards) {
        if (whole.checked) near.observe(card.heading);
        else card.show(false);
      }
      if (!whole.checked) near.disconnect();
    };
    whole.checked = page.dataset.abstracts === "whole";
    if (whole.checked) showAll();
    whole.addEventListener("change", () => {
      choose("abstracts", whole.checked ? "whole" : "");
      showAll();
    });
  }

  // The papers of a list by votes, and back in their own order; ties stay as they are. Papers stay below their edition.
  const order = document.querySelector("[data-order]");
  const counted = [say("# vote"), say("# votes")].map((words) => new RegExp(`^${words.replace("#", "(\\d+)")}$`));
  const votes = ({ take }) => Number([...(take?.querySelectorAll("em") ?? [])].flatMap((each) => counted.map((words) => words.exec(each.textContent)?.[1])).find(Boolean) ?? -1);
  if (order) {
    const runs = [];
    for (const card of cards) {
      const last = runs.at(-1)?.at(-1);
      if (last && last.parts.at(-1).nextElementSibling === card.heading) runs.at(-1).push(card);
      else runs.push([card]);
    }
    const places = runs.map((run) => {
      const end = document.createComment("");
      run.at(-1).parts.at(-1).after(end);
      return end;
    });
    order.addEventListener("click", () => {
      const chosen = order.getAttribute("aria-pressed") !== "true";
      order.setAttribute("aria-pressed", String(chosen));
      runs.forEach((run, place) => {
        const sorted = chosen ? [...run].sort((one, other) => votes(other) - votes(one)) : run;
        places[place].before(...sorted.flatMap(({ parts }) => parts));
      });
    });
  }

  // Copy the text of an element; where the browser refuses, select it instead.
  const copyable = !features.includes("content.code.copy") ? [] : document.querySelectorAll(".paper > pre, .prose pre, .paper > pre ~ p + ul > li");
  for (const place of copyable) {
    const source = place.matches("li") ? place : place.firstElementChild;
    const label = place.matches("li") ? source.firstElementChild.textContent : "";
    const text = source.textContent.slice(label.length).trimStart();
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: say("Copy") });
    button.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: label && ` ${label}` }));
    button.ariaLive = "polite";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.firstChild.data = say("Copied");
      } catch {
        getSelection().selectAllChildren(source);
        button.firstChild.data = say("Selected");
      }
      setTimeout(() => {
        button.firstChild.data = say("Copy");
      }, 2000);
    });
    place.append(button);
  }

  for (const text of document.querySelectorAll(".paper > h2:is(#abstract, #abstract_1) + p, .papers > p, .papers > blockquote, h1, h2, h3")) scrollByKey(text);

  // -- Options of Material, where mkdocs.yml sets them ----------------------------------------------

  // theme.palette: as Material keeps it, so that the script in the page brings a choice back before anything is drawn.
  const palette = [...document.querySelectorAll("input[name=__palette]")];
  if (palette.length) {
    const light = matchMedia("(prefers-color-scheme: light)");
    const media = (input) => input.dataset.mdColorMedia;
    const colours = ({ dataset }) => ({ media: dataset.mdColorMedia, scheme: dataset.mdColorScheme, primary: dataset.mdColorPrimary, accent: dataset.mdColorAccent });
    const ofSystem = () => palette.find((input) => media(input) === `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`);
    const showPalette = (chosen) => {
      chosen.checked = true;
      const { scheme, primary, accent } = colours((media(chosen) === "(prefers-color-scheme)" && ofSystem()) || chosen);
      Object.assign(document.body.dataset, { mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent });
      for (const input of palette) if (input.nextElementSibling?.matches("label")) input.nextElementSibling.hidden = input !== chosen;
    };
    let kept = null;
    try {
      kept = __md_get("__palette");
    } catch {
      // Nothing can be kept here: the system's choice holds.
    }
    showPalette(palette[kept?.index] ?? palette.find((input) => matchMedia(media(input)).matches) ?? palette[0]);
    for (const [index, input] of palette.entries()) {
      input.addEventListener("change", () => {
        showPalette(input);
        __md_set("__palette", { index, color: colours(input) });
      });
    }
    light.addEventListener("change", () => showPalette(palette.find(({ checked }) => checked)));
  }

  // navigation.top: the button comes when one goes up again.
  const top = document.querySelector(".md-top");
  if (top) {
    let before = scrollY;
    addEventListener("scroll", () => {
      top.hidden = scrollY < innerHeight / 2 || scrollY >= before;
      before = scrollY;
    }, { passive: true });
    top.addEventListener("click", () => {
      scrollTo({ top: 0 });
      document.querySelector(".identity").focus({ preventScroll: true });
    });
  }

  // announce.dismiss: until there is another announcement.
  const dismiss = document.querySelector(".md-banner__button");
  dismiss?.addEventListener("click", () => {
    const told = dismiss.closest("[data-md-component]");
    __md_set("__announce", __md_hash(told.querySelector(".md-typeset").innerHTML));
    told.hidden = true;
  });

  // Menus of the header close as readers expect it.
  const menus = document.querySelectorAll(".menu");
  const close = (staying) => menus.forEach((menu) => (menu.open &&= menu.contains(staying)));
  if (menus.length) {
    addEventListener("click", ({ target }) => close(target));
    addEventListener("keydown", ({ key }) => key === "Escape" && close(null));
  }
}
