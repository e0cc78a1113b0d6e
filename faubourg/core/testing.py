"""What the tests of every app share: the browser, its checks and the files beside the checkout."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

SHARED = Path(settings.BASE_DIR).parent / "shared"
WIDTHS = (375, 768, 1440)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
#: Playwright waits for what it acts on to be visible: a page whose scripts have not run yet would lose the act.
HIDDEN_UNTIL_READY = """(() => {
  const set = (value) => document.documentElement && (document.documentElement.style.visibility = value);
  const hide = () => document.readyState === 'loading' && set('hidden');
  hide();
  new MutationObserver((_, seen) => { seen.disconnect(); hide(); }).observe(document, {childList: true});
  document.addEventListener('DOMContentLoaded', () => set(''));
})()"""
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .slice(0, 5)
    .map((element) => element.outerHTML.slice(0, 120));
}"""


def shared_path(name: str) -> Path:
    """The file or folder `name` of ../shared; the test is skipped, saying why, where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/{name} beside the checkout")
    return path


def chromium_path() -> str:
    """The Chromium of this machine; the test is skipped without one, except where CI must run it."""
    for name in (os.environ.get("CHROMIUM", ""), *CHROMIUM_NAMES):
        if name and (found := shutil.which(name)):
            return found
    if os.environ.get("CI"):
        raise RuntimeError("no Chromium on this machine: scripts/ensure-chromium installs it")
    pytest.skip("no Chromium on this machine: scripts/ensure-chromium installs it")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium started for the tests, closed at the end."""
    # Playwright's own event loop would make Django refuse the ORM in the thread of the test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    executable = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, *, scripts: bool = True) -> Iterator[Page]:
    """A French page 1440 px wide; at its end, an error of a script or an address outside the machine fails the test.

    `scripts=False` opens it without JavaScript: everything must work all the same.
    """
    faults: list[str] = []
    context = browser.new_context(
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": 1440, "height": 900},
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    context.set_default_timeout(30_000)
    if scripts:
        context.add_init_script(HIDDEN_UNTIL_READY)
    context.route("**/*", lambda route: _only_this_machine(route, faults))
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    yield page
    context.close()
    assert not faults, "\n".join(faults)


def _only_this_machine(route: Route, faults: list[str]) -> None:
    address = urlsplit(route.request.url)
    if address.scheme in ("data", "blob", "about") or address.hostname in LOOPBACK:
        route.continue_()
    else:
        faults.append(f"the page asked for {route.request.url}")
        route.abort()


def sign_in(context: BrowserContext, base_url: str, user) -> None:
    """Give `context` the session of `user` on the live server at `base_url`, without passing by the form."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])


def assert_accessible(page: Page, *, within: str | None = None) -> None:
    """Fail with the list of what axe finds on `page`, or inside the CSS selector `within`."""
    source = finders.find("vendor/axe.min.js")
    assert source, "vendor/axe.min.js is missing: make assets"
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Path(source).read_text(encoding="utf-8"))
    found = page.evaluate("(where) => axe.run(where || document, {resultTypes: ['violations']})", within)
    lines = [
        f"{violation['id']}: {violation['help']} — {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def assert_fits(page: Page, widths: tuple[int, ...] = WIDTHS) -> None:
    """Fail when the page itself scrolls sideways at one of `widths` (in pixels); wide tables scroll in their frame."""
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        overflowing = page.evaluate(OVERFLOWING)
        assert not overflowing, f"{page.url} is wider than {width} px:\n" + "\n".join(overflowing)
    page.set_viewport_size(before)
