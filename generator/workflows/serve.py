"""Preview: serve the built site and build again when something changes."""

import functools
import signal
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.config import Project

_QUIET_SECONDS = 0.3
_CHANGES = frozenset({"created", "deleted", "modified", "moved"})


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folder as it is at each request, and never from a browser's cache."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent: a preview is read in the browser."""


class _Watcher(FileSystemEventHandler):
    """Notes that a file changed: any file of the folder that is watched, or the one that is named."""

    def __init__(self, changed: threading.Event, only: Path | None = None) -> None:
        self._changed = changed
        self._only = str(only) if only else ""

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note creations, changes, moves and deletions of files; reading is no change."""
        is_meant = not self._only or self._only in {event.src_path, event.dest_path}
        if is_meant and event.event_type in _CHANGES and not event.is_directory:
            self._changed.set()


def serve_site(
    project: Project, address: tuple[str, int], rebuild: Callable[[], None], ready: Callable[[str], None]
) -> None:
    """Serve the site until interrupted; call `rebuild` after each change of what people edit.

    Args:
        project: The project; its data, templates, docs and configuration are watched.
        address: Host and port; port 0 takes a free one.
        rebuild: Builds the site and reports its own problems.
        ready: Told the address to open.

    Raises:
        OSError: The address is taken.
    """
    handler = functools.partial(_Handler, directory=str(project.site))
    changed = threading.Event()
    with ThreadingHTTPServer(address, handler) as server:
        observer = _watch(project, changed)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ready(f"http://{address[0]}:{server.server_port}/")
        stopped = _stop_with_ctrl_c(changed)
        try:
            while not stopped.is_set():
                changed.wait()
                _settle(changed)
                rebuild()
        except KeyboardInterrupt:
            stopped.set()
        finally:
            server.shutdown()
            observer.stop()


def _stop_with_ctrl_c(changed: threading.Event) -> threading.Event:
    """Return what Ctrl-C sets, since its exception is lost where Python ignores one, as in a finalizer."""
    stopped = threading.Event()

    def stop(*_: object) -> None:
        stopped.set()
        changed.set()
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, stop)
    return stopped


def _watch(project: Project, changed: threading.Event) -> BaseObserver:
    observer = Observer()
    for folder in (project.root / "data", project.templates, project.docs):
        observer.schedule(_Watcher(changed), str(folder), recursive=True)
    observer.schedule(_Watcher(changed, project.config), str(project.root))
    observer.start()
    return observer


def _settle(changed: threading.Event) -> None:
    """Wait until changes have stopped for a moment: an editor writes in several steps."""
    while changed.is_set():
        changed.clear()
        changed.wait(_QUIET_SECONDS)
