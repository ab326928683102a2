"""Pages in a browser, with a record of everything that must not happen in them."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route

from tests.browser.served import Site

COPYING = ("clipboard-read", "clipboard-write")


class Visitor:
    """Who opens pages of a site.

    Attributes:
        site: That is visited.
        trouble: Errors of scripts, errors and warnings in the console, requests to other hosts (which are
            not let through), dialogs and navigation that nobody asked for.
    """

    def __init__(self, browser: Browser, site: Site) -> None:
        """Prepare for visits."""
        self.site = site
        self.trouble: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def page(self, *, script: str = "", **options: Any) -> Page:  # noqa: ANN401
        """Return an empty page in a context of its own.

        Args:
            script: Runs in every page before its own.
            options: Of Playwright's `new_context`.
        """
        context = self._browser.new_context(reduced_motion="reduce", **options)
        self._contexts.append(context)
        context.set_default_timeout(10_000)
        context.grant_permissions(COPYING, origin=self.site.address)
        context.route(re.compile(f"^(?!{re.escape(self.site.address)}|data:|blob:)"), self._refuse)
        context.on("weberror", lambda error: self.trouble.append(str(error.error)))
        context.on("console", self._hear)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("dialog", self._decline)
        return page

    def open(self, path: str, **options: Any) -> Page:  # noqa: ANN401
        """Return a page of the site, loaded, in a context of its own.

        Args:
            path: Relative to the site's root.
            options: As of `page`.
        """
        page = self.page(**options)
        page.goto(self.site.address + path)
        return page

    def close(self) -> None:
        """Leave."""
        for context in self._contexts:
            context.close()

    def _refuse(self, route: Route) -> None:
        self.trouble.append(f"asked for {route.request.url}")
        route.abort()

    def _decline(self, dialog: Dialog) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.trouble.append(f"{message.type} at {message.page and message.page.url}: {message.text}")
