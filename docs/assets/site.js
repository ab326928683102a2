// What a page gains from scripts; everything else works without them.
"use strict";
{
  const page = document.documentElement;

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

  // The colour scheme: the system's until the reader chooses, and again once both agree.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const scheme = document.querySelector("[data-scheme]");
  const isDark = () => (page.dataset.mdColorScheme ? page.dataset.mdColorScheme === "slate" : system.matches);
  const showScheme = () => scheme.setAttribute("aria-pressed", String(isDark()));
  scheme.addEventListener("click", () => {
    const dark = !isDark();
    choose("mdColorScheme", dark === system.matches ? "" : dark ? "slate" : "default");
    showScheme();
  });
  system.addEventListener("change", showScheme);
  showScheme();

  // Whole abstracts in lists, on every page until the reader chooses otherwise.
  const whole = document.getElementById("all-abstracts");
  if (whole) {
    whole.checked = page.dataset.abstracts === "whole";
    whole.addEventListener("change", () => choose("abstracts", whole.checked ? "whole" : ""));
  }

  // An abstract that is cut off opens where it is touched.
  document.addEventListener("click", ({ target }) => {
    const abstract = page.dataset.abstracts || target.closest("a") ? null : target.closest(".card > .abstract");
    if (abstract) abstract.parentElement.querySelector(".open-abstract").open = true;
  });

  // The papers of a list by votes, and back in their own order; ties stay as they are.
  const order = document.querySelector("[data-order]");
  if (order) {
    const lists = [...document.querySelectorAll(".cards")].map((list) => ({ list, cards: [...list.children] }));
    const votes = ({ dataset }) => Number(dataset.votes ?? -1);
    order.addEventListener("click", () => {
      const chosen = order.getAttribute("aria-pressed") !== "true";
      order.setAttribute("aria-pressed", String(chosen));
      for (const { list, cards } of lists)
        list.append(...(chosen ? [...cards].sort((one, other) => votes(other) - votes(one)) : cards));
    });
  }

  // Copy the text of an element; where the browser refuses, select it instead.
  for (const button of document.querySelectorAll("[data-copy]")) {
    const label = button.textContent;
    const source = document.getElementById(button.dataset.copy);
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(source);
        button.textContent = "Selected";
      }
      setTimeout(() => {
        button.textContent = label;
      }, 2000);
    });
  }

  // A formula wider than the page scrolls with its paragraph, by keyboard too.
  for (const text of document.querySelectorAll(".abstract, h1")) {
    if (text.scrollWidth > text.clientWidth) text.tabIndex = 0;
  }
}
