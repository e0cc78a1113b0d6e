"""Points in outlines: borders, holes, several parts; what a GeoJSON file may hold."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faubourg.intake.problems import IntakeError
from faubourg.pathways.outlines import centre, holds, read_features

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
HOLE = [(1.0, 1.0), (1.0, 3.0), (3.0, 3.0), (3.0, 1.0)]
FAR = [(10.0, 10.0), (12.0, 10.0), (12.0, 12.0)]
SHARED = Path(__file__).parents[4] / "shared" / "geo"


def feature(rings, kind="Polygon", **told) -> dict:
    return {"type": "Feature", "properties": told, "geometry": {"type": kind, "coordinates": rings}}


def collection(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((0.5, 0.5), True), ((2.0, 2.0), False), ((5.0, 2.0), False), ((0.0, 2.0), True), ((4.0, 4.0), True),
        ((1.0, 2.0), True), ((3.0, 3.0), True), ((11.5, 11.0), True), ((10.5, 11.5), False), ((11.0, 11.0), True),
        ((-1.0, 0.0), False), ((5.0, 4.0), False), ((0.5, 3.0), True),
    ],
)  # fmt: skip
def test_borders_are_in_and_holes_are_out(point, inside):
    assert holds([[SQUARE, HOLE], [FAR]], point) is inside


@given(st.floats(-1, 5), st.floats(-1, 5), st.integers(0, 3), st.booleans())
def test_where_the_ring_begins_and_which_way_it_turns_change_nothing(x, y, first, back):
    ring = [*SQUARE[first:], *SQUARE[:first]]
    assert holds([[ring[::-1] if back else ring]], (x, y)) is (0 <= x <= 4 and 0 <= y <= 4)


def test_the_centre_leaves_holes_out():
    assert centre([[SQUARE]]) == (2.0, 2.0)
    half = [(2.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 4.0)]
    for hole in (half, half[::-1]):
        assert centre([[SQUARE, hole]]) == (1.0, 2.0)
    assert centre([[[(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]]]) == (2.0, 2.0)
    assert centre([]) is None


def test_a_file_is_read_with_its_several_parts():
    closed = [*SQUARE, SQUARE[0]]
    [one] = read_features(collection(feature([[closed], [FAR]], "MultiPolygon", code_qp=" QN079 ")), "qpv.geojson")
    assert (one.told, [len(part[0]) for part in one.polygons]) == ({"code_qp": "QN079"}, [4, 3])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"voie;de", "n’est pas du GeoJSON"),
        (b"[]", "n’a aucun contour"),
        (collection(feature([0, 0], "Point")), "Contour 1 : ce n’est ni"),
        (collection(feature([[[0, 0], [1, 1]]])), "au moins trois points"),
        (collection(feature([[[0, 0], [1, "x"], [2, 2]]])), "une longitude et une latitude"),
        (collection(feature([[[435000, 6580000], [435001, 6580000], [435000, 6580001]]])), "WGS 84"),
        (collection(feature([])), "n’a pas de coordonnées"),
        (collection(feature({"a": 1})), "n’a pas de coordonnées"),
        (b"[" * 100_000, "n’est pas du GeoJSON"),
    ],
)
def test_a_bad_file_is_told(content, words):
    with pytest.raises(IntakeError) as refused:
        read_features(content, "qpv.geojson")
    assert words in refused.value.problems[0].sentence.replace("\u00a0", " ")


@pytest.mark.shared
def test_real_outlines_are_read_and_hold_their_centre():
    features = read_features((SHARED / "qpv2015-occitanie.geojson").read_bytes(), "qpv.geojson")
    assert len(features) == 105
    for one in features:
        points = [point for rings in one.polygons for point in rings[0]]
        assert all(holds(one.polygons, point) for point in points)
        east, north = centre(one.polygons)
        assert min(x for x, _ in points) < east < max(x for x, _ in points)
        assert min(y for _, y in points) < north < max(y for _, y in points)
        assert not holds(one.polygons, (east + 1, north))
