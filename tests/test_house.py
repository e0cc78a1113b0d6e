"""The rules of the house that no single app can check."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from faubourg.config.public_urls import PUBLIC_URLS

ROOT = Path(settings.BASE_DIR)
PACKAGE = ROOT / "faubourg"
TEMPLATES = {
    path.relative_to(folder).as_posix(): path
    for folder in PACKAGE.rglob("templates")
    for path in folder.rglob("*")
    if path.is_file()
}
# Templates that Django itself, and allauth for 429, ask for by name.
ASKED_BY_DJANGO = re.compile(r"^(400|403|403_csrf|404|429|500)\.html$|^django/forms/")
SAFE_MARKUP = re.compile(r"\bmark_safe\b|\bSafeString\b|\|\s*safe\b|\bautoescape\s+off\b")
MAY_MARK_SAFE = {"ui", "documents", "search"}
INLINE = re.compile(
    r"\s(?:style|on[a-z]+)=[\"']|<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)[^>]*>|<style\b"
)
OUTSIDE = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=[\"'](?:https?:)?//")


def _addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            name = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _addresses(entry, name)
        else:
            yield f"{prefix}{entry.name or entry.pattern}", entry


def _floors() -> dict[str, int]:
    """Each app's floor, 0 at the bottom, as import-linter knows them."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in linter["contracts"] if contract["id"] == "floors")
    return {name.strip(): floor for floor, layer in enumerate(reversed(layers)) for name in re.split(r"[|:]", layer)}


def _modules() -> list[Path]:
    """The Python files of the package, tests left out."""
    return [path for path in PACKAGE.rglob("*.py") if "tests" not in path.relative_to(PACKAGE).parts]


def _app(model: type) -> str:
    return model.__module__.split(".")[1]


def test_every_address_asks_for_an_account_unless_listed():
    public = {
        name for name, entry in _addresses(get_resolver()) if getattr(entry.callback, "login_required", True) is False
    }
    assert public == PUBLIC_URLS


def test_addresses_without_parameter_send_a_stranger_to_the_sign_in_page(client):
    sign_in = reverse(settings.LOGIN_URL)
    for name, entry in _addresses(get_resolver()):
        if name in PUBLIC_URLS or entry.pattern.converters or not entry.name:
            continue
        answer = client.get(reverse(name))
        assert (answer.status_code, answer.headers.get("Location", "").split("?")[0]) == (302, sign_in), name


def test_every_address_has_a_name():
    assert [name for name, entry in _addresses(get_resolver()) if not entry.name] == []


def test_keys_between_models_never_point_upwards():
    floors = _floors()
    ours = [model for model in apps.get_models() if model.__module__.startswith("faubourg.")]
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in ours
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model in ours
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
        and _app(model) != _app(field.related_model)
        and floors[_app(field.related_model)] >= floors[_app(model)]
    ]
    assert ours
    assert wrong == []


@pytest.mark.parametrize("app", sorted(_floors()))
def test_every_floor_exists(app):
    assert (PACKAGE / app / "__init__.py").exists()


def _asked_for(name: str, sources: list[str]) -> bool:
    if name.startswith("cotton/"):
        tag = name.removeprefix("cotton/").removesuffix(".html").removesuffix("/index").replace("/", ".")
        written = re.compile(rf"<c-{re.escape(tag).replace('_', '[-_]')}[\s/>]")
        return any(written.search(source) for source in sources)
    if name.startswith("mail/"):
        # A message is asked for by the name that its three templates share.
        name = f'"{name.split(".")[0]}"'
    return any(name in source for source in sources)


def test_no_template_is_unused():
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES.values()]
    sources += [path.read_text(encoding="utf-8") for path in _modules()]
    unused = [name for name in TEMPLATES if not ASKED_BY_DJANGO.search(name) and not _asked_for(name, sources)]
    assert unused == []


def test_markup_is_declared_safe_only_where_it_is_made():
    files = [*TEMPLATES.values(), *_modules()]
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.relative_to(PACKAGE).parts[0] not in MAY_MARK_SAFE
        and SAFE_MARKUP.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(("what", "pattern"), [("inline style or script", INLINE), ("address outside", OUTSIDE)])
def test_templates_respect_the_content_security_policy(what, pattern):
    wrong = {
        name: match[0].strip()
        for name, path in TEMPLATES.items()
        if (match := pattern.search(path.read_text(encoding="utf-8")))
    }
    assert wrong == {}, what


def test_migrations_are_named_by_hand():
    assert [path.name for path in PACKAGE.rglob("migrations/*_auto_*.py")] == []


def test_nothing_leaves_the_machine():
    import socket

    with pytest.raises(RuntimeError, match="nothing leaves the machine"):
        socket.getaddrinfo("example.org", 443)
    with pytest.raises(RuntimeError, match="nothing leaves the machine"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 443))
