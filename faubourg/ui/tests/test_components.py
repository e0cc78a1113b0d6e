"""Components, pages of errors, and the page that shows everything."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django_cotton.compiler_regex import CottonCompiler

import faubourg
from faubourg.ui import context, showcase, views

TEMPLATES = Path(faubourg.__file__).parent
SPRITE = TEMPLATES / "ui" / "static" / "vendor" / "icons.svg"


def get(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


def render(source: str, **values) -> str:
    template = engines["django"].from_string(CottonCompiler().process(source))
    return re.sub(r"[ \n]+", " ", template.render(values, get("/plan/?q=école&tri=titre")))


def showcase_page() -> str:
    return views.components(get(reverse("ui:components"))).content.decode()


def test_the_page_of_components_uses_every_component():
    shown = "".join(path.read_text() for path in (TEMPLATES / "ui" / "templates").rglob("*.html"))
    names = {path.stem.replace("_", "-") for path in (TEMPLATES / "ui" / "templates" / "cotton").glob("*.html")}
    assert {name for name in names if not re.search(rf"<c-{name}[\s>/]", shown)} == set()
    assert showcase_page().count('class="fb-section') > 15


def test_nothing_in_the_page_breaks_the_content_security_policy():
    html = showcase_page()
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert not re.search(r"<script(?![^>]+src=)", html)
    assert not re.search(r'(src|href)="(https?:)?//', html)


def test_every_id_of_the_page_is_its_own():
    ids = re.findall(r'\sid="([^"]+)"', showcase_page())
    assert sorted(ids) == sorted(set(ids))


def test_every_icon_named_in_a_template_is_in_the_sprite():
    if not SPRITE.exists():
        pytest.skip("les fichiers de l'interface ne sont pas construits : npm run assets")
    known = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))
    named = set()
    for path in TEMPLATES.rglob("templates/**/*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)"|\bicon="([\w-]+)"', path.read_text()))
    assert {name for pair in named for name in pair if name} - known == set()


def test_a_figure_without_value_says_so_and_zero_stays_zero():
    assert "non donné" in render('<c-figure label="Habitants" :value="n" />', n=None)
    assert ">0</span>" in render('<c-figure label="Habitants" :value="n" />', n=0)
    assert "6\u202f108" in render('<c-figure label="Habitants" :value="n" />', n=6108)


def test_a_figure_leads_to_its_rows_and_tells_where_it_comes_from():
    html = render(
        '<c-figure label="Fiches" value="3" href="/plan/"><c-slot name="source">'
        '<c-source-line label="Publié">4</c-source-line></c-slot></c-figure>'
    )
    assert '<a href="/plan/" class="fb-fig">3</a>' in html
    assert 'aria-label="Provenance\u00a0: Fiches"' in html
    assert "<dt>Publié</dt><dd>4</dd>" in html


def test_a_variable_of_the_page_does_not_leak_into_a_component():
    html = render('<c-button>Voir</c-button><c-chip>F/H</c-chip><c-fold title="T">x</c-fold>',
                  href="/ailleurs/", icon="lock", open=True, on=True, disabled=True)  # fmt: skip
    assert "/ailleurs/" not in html
    assert " open" not in html
    assert "disabled" not in html


def test_texts_given_to_a_component_are_escaped():
    html = render('<c-section title="{{ t }}"></c-section><c-state kind="done">{{ t }}</c-state>', t="<b>&</b>")
    assert "<b>&</b>" not in html
    assert html.count("&lt;b&gt;&amp;&lt;/b&gt;") == 2


class OneField(forms.Form):
    end = forms.IntegerField(label="Fin", help_text="Une année", min_value=2024)


def test_a_field_ties_its_label_help_and_error_together():
    html = render('<c-form-errors :form="form" /><c-field :field="form.end" />', form=OneField({"end": "2023"}))
    assert 'for="id_end"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert described == ["id_end_helptext", "id_end_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in html
    assert 'href="#id_end"' in html


def test_pages_of_a_list_keep_the_filters():
    html = render('<c-pager :page="page" noun="fiche,fiches" />', page=Paginator(range(363), 50).page(2))
    assert "51 à 100 sur 363\u00a0fiches" in html
    assert 'href="?q=%C3%A9cole&amp;tri=titre&amp;page=3"' in html
    assert "hx-" not in html
    assert render('<c-pager :page="page" />', page=Paginator([], 50).page(1)).strip() == ""


def test_a_column_sorts_one_way_then_the_other():
    html = render('<c-sort name="titre">Titre</c-sort><c-sort name="code">Code</c-sort>')
    assert 'aria-sort="ascending"' in html
    assert "tri=-titre" in html
    assert "tri=code" in html


def test_filters_work_without_htmx_and_apply_at_once_with_it():
    assert "hx-" not in render('<c-filters label="Filtrer" />')
    html = render('<c-filters label="Filtrer" target="#liste" />')
    assert 'hx-get="/plan/"' in html
    assert 'hx-target="#liste"' in html


def test_a_chart_without_row_says_so_and_another_carries_its_table():
    assert "Rien à dessiner" in render('<c-bar-chart title="T" :series="s" :rows="[]" />', s=showcase.SERIES)
    rows = [{"label": "Objectif 1", "values": [1, 2, None, 4]}]
    html = render(
        '<c-bar-chart title="T" row-label="Objectif" :series="s" :rows="rows" />', s=showcase.SERIES, rows=rows
    )
    assert 'aria-label="Objectif 1\u00a0: 1 à créer, 2 à renforcer, 4 à adapter"' in html
    assert '<td class="fb-num">n. d.</td>' in html


def test_a_tree_opens_on_its_current_node():
    nodes = [{"label": "A", "url": "/a/", "open": True, "children": [{"label": "B", "url": "/b/", "current": True}]}]
    html = render('<c-tree :nodes="nodes" />', nodes=nodes)
    assert "<details open>" in html
    assert 'href="/b/" aria-current="true"' in html


def test_long_lists_escape_what_they_show_and_count_what_they_hold():
    child = {"label": "<i>1.1</i>", "url": '?e="x"', "found": 2, "total": 5}
    tree = render('<c-tree :nodes="nodes" />', nodes=[{"label": "A & B", "url": "?e=1", "children": [child]}])
    assert "<i>" not in tree
    assert 'href="?e=&quot;x&quot;"' in tree
    assert "A &amp; B" in tree
    assert re.sub("<[^>]*>", "", tree).split()[-3:] == ["/", "sur", "5"]
    options = [(1, "<b>un</b>"), ('"', "deux")]
    html = render('<c-filter-select label="Axe" name="axe" :options="options" value="1" />', options=options)
    assert '<option value="1" selected>&lt;b&gt;un&lt;/b&gt;</option><option value="&quot;">deux</option>' in html


def test_every_page_has_a_shell_even_an_empty_one():
    values = context.instance(get("/"))
    assert values["shell"]["nav"] == []
    assert values["instance"]["name"]


@pytest.mark.parametrize("name", ["404.html", "403.html"])
def test_error_pages_with_a_request(name):
    html = render_to_string(name, {"exception": "", "request_path": "/x/"}, get("/x/"))
    assert html.count("<h1>") == 1
    assert 'lang="fr"' in html


@pytest.mark.parametrize("name", ["500.html", "400.html", "403_csrf.html"])
def test_error_pages_ask_nothing_of_the_context(name):
    html = get_template(name).template.render(Context())
    assert html.count("<h1>") == 1
    assert "faubourg" in html.lower()
