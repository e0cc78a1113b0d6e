"""The typography of a finished page."""

import pytest
from django.http import FileResponse, HttpResponse

from faubourg.ui.middleware import TypographyMiddleware
from faubourg.ui.pages import typeset

Q = "&#x27;"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<p>l{Q}école</p>", "<p>l’école</p>"),
        (f"jusqu{Q}à 4{Q}2", "jusqu’à 4’2"),
        (f"alors même qu{Q}…", "alors même qu’…"),
        (f"<p>l{Q}<mark>école</mark></p>", "<p>l’<mark>école</mark></p>"),
        (f"<mark>d</mark>{Q}Alès", "<mark>d</mark>’Alès"),
        (f"<p>{Q}mot{Q} et parents{Q} </p>", f"<p>{Q}mot{Q} et parents{Q} </p>"),
        ("<p>« Voisins » et « Lire »</p>", "<p>«\u00a0Voisins\u00a0» et «\u00a0Lire\u00a0»</p>"),
        (f'<input value="l{Q}école « x »">', f'<input value="l{Q}école « x »">'),
        (f'<a title="l{Q}école">l{Q}école</a>', f'<a title="l{Q}école">l’école</a>'),
        (f"<textarea>l{Q}école « x »</textarea> d{Q}ici", f"<textarea>l{Q}école « x »</textarea> d’ici"),
        (f'<option value="l{Q}x">l{Q}x</option>', f'<option value="l{Q}x">l’x</option>'),
        (f"<del>l{Q}école</del> <ins>l’école</ins>", f"<del>l{Q}école</del> <ins>l’école</ins>"),
        (f'<script type="application/json">"l{Q}un"</script>', f'<script type="application/json">"l{Q}un"</script>'),
        ("<script>let s = 'c'est';</script>", "<script>let s = 'c'est';</script>"),
        ("<p>État : <b>faite</b> ; vu ? oui !</p>", "<p>État\u00a0: <b>faite</b>\u202f; vu\u202f? oui\u202f!</p>"),
        ('<a title="a : b" href="?x=1 :y">à :nommer</a>', '<a title="a : b" href="?x=1 :y">à :nommer</a>'),
        ("", ""),
    ],
)
def test_what_is_read_is_set_and_what_is_typed_stays(html, shown):
    assert typeset(html) == shown


def test_setting_twice_changes_nothing():
    html = f"<p>« l{Q}école » {Q}x{Q}</p>"
    assert typeset(typeset(html)) == typeset(html)


@pytest.mark.parametrize(
    ("response", "content"),
    [
        (HttpResponse(f"l{Q}un"), "l’un"),
        (HttpResponse(f"l{Q}un", content_type="text/plain; charset=utf-8"), f"l{Q}un"),
        (HttpResponse(f"l{Q}un", headers={"Content-Disposition": "attachment"}), f"l{Q}un"),
        (HttpResponse(status=304), ""),
    ],
)
def test_only_pages_are_set(rf, response, content):
    assert TypographyMiddleware(lambda request: response)(rf.get("/")).content.decode() == content


def test_a_file_that_streams_is_left_alone(rf, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"l{Q}un")
    with path.open("rb") as file:
        response = TypographyMiddleware(lambda request: FileResponse(file))(rf.get("/"))
        assert b"".join(response.streaming_content).decode() == f"l{Q}un"
