// What a page gains from scripts; everything else works without them.
"use strict";

// The colour scheme: the system's until the reader chooses, and again once both agree.
{
  const page = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector("[data-scheme]");
  const isDark = () => (page.dataset.mdColorScheme ? page.dataset.mdColorScheme === "slate" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  const keep = (scheme) => {
    try {
      if (scheme) localStorage.setItem("scheme", scheme);
      else localStorage.removeItem("scheme");
    } catch {
      // A browser that keeps nothing still shows the choice until the page is left.
    }
  };
  button.addEventListener("click", () => {
    const dark = !isDark();
    const scheme = dark ? "slate" : "default";
    if (dark === system.matches) delete page.dataset.mdColorScheme;
    else page.dataset.mdColorScheme = scheme;
    keep(page.dataset.mdColorScheme);
    show();
  });
  system.addEventListener("change", show);
  show();
}

// Copy the text of an element; where the browser refuses, select it instead.
for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
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

// An abstract that is cut off opens where it is touched.
document.addEventListener("click", (event) => {
  const abstract = event.target.closest(".card > .abstract");
  if (abstract && !event.target.closest("a")) abstract.parentElement.querySelector(".open-abstract").open = true;
});

// A formula wider than the page scrolls with its paragraph, by keyboard too.
for (const abstract of document.querySelectorAll(".whole .abstract")) {
  if (abstract.scrollWidth > abstract.clientWidth) abstract.tabIndex = 0;
}
