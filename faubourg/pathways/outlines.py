"""Outlines of territories, from GeoJSON: whether a point lies in one, and where its centre is. Nothing leaves here."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from faubourg.intake.problems import IntakeError, Problem

#: (longitude, latitude) in degrees, WGS 84, in the order of GeoJSON.
Point = tuple[float, float]
#: The outer ring, then its holes.
Polygon = list[list[Point]]
MOST_POINTS = 200_000
#: Six decimals are eleven centimetres.
DECIMALS = 6
WRONG_SYSTEM = "Exportez les contours en WGS 84 (EPSG:4326), longitude puis latitude en degrés"


@dataclass(frozen=True)
class Feature:
    """A GeoJSON feature: the texts of its properties by name, and its polygons; `number` counts from 1."""

    number: int
    told: dict[str, str]
    polygons: list[Polygon] = field(default_factory=list)


def read_features(content: bytes, filename: str) -> list[Feature]:
    """The polygons of a GeoJSON file. Raises IntakeError with one sentence a feature."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise IntakeError(
            Problem(f"le fichier « {filename} » n’est pas du GeoJSON", remedy="Exportez les contours en .geojson")
        ) from error
    rows = found.get("features") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not rows:
        raise IntakeError(
            Problem(f"le fichier « {filename} » n’a aucun contour", remedy="Envoyez une « FeatureCollection »")
        )
    problems, features = [], []
    for number, row in enumerate(rows, start=1):
        try:
            features.append(_feature(number, row))
        except ValueError as error:
            problems.append(Problem(f"contour {number} : {error}"))
    if not problems and sum(len(ring) for one in features for shape in one.polygons for ring in shape) > MOST_POINTS:
        problems.append(Problem("les contours ont plus de 200 000 points", remedy="Gardez les seuls quartiers utiles"))
    if problems:
        raise IntakeError(problems)
    return features


def _feature(number: int, row: Any) -> Feature:
    shape = row.get("geometry") if isinstance(row, dict) else None
    kind = shape.get("type") if isinstance(shape, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError("ce n’est ni un « Polygon » ni un « MultiPolygon »")
    told = row.get("properties")
    told = told if isinstance(told, dict) else {}
    texts = {name.casefold(): value.strip() for name, value in told.items() if isinstance(value, str)}
    parts = shape.get("coordinates")
    parts = [parts] if kind == "Polygon" else parts
    if not isinstance(parts, list) or not parts:
        raise ValueError("il n’a pas de coordonnées")
    return Feature(number, texts, [_polygon(part) for part in parts])


def _polygon(rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise ValueError("il n’a pas de coordonnées")
    return [_ring(ring) for ring in rings]


def _ring(points: Any) -> list[Point]:
    found = [_point(one) for one in points] if isinstance(points, list) else []
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    if len(found) < 3:
        raise ValueError("un contour a au moins trois points")
    return found


def _point(value: Any) -> Point:
    if not isinstance(value, list) or len(value) < 2 or not all(type(one) in (int, float) for one in value[:2]):
        raise ValueError("un point n’est pas une longitude et une latitude")
    east, north = float(value[0]), float(value[1])
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise ValueError(f"ses coordonnées ne sont pas en degrés. {WRONG_SYSTEM}")
    return round(east, DECIMALS), round(north, DECIMALS)


def holds(polygons: Iterable[Polygon], point: Point) -> bool:
    """Whether the point lies in one of the polygons; on a border it does, in a hole it does not."""
    return any(_in_polygon(rings, point) for rings in polygons)


def _in_polygon(rings: Polygon, point: Point) -> bool:
    if any(_on_border(ring, point) for ring in rings):
        return True
    outer, *holes = rings
    return _crosses(outer, point) and not any(_crosses(hole, point) for hole in holes)


def _sides(ring: list[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _on_border(ring: list[Point], point: Point) -> bool:
    x, y = point
    for (x1, y1), (x2, y2) in _sides(ring):
        within = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
        # Points are kept with six decimals: the doubled area of a triangle that is flat is below this.
        if within and abs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) < 1e-12:
            return True
    return False


def _crosses(ring: list[Point], point: Point) -> bool:
    """Whether a ray that leaves the point eastwards crosses the ring an odd number of times."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in _sides(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def centre(polygons: Iterable[Polygon]) -> Point | None:
    """The centre of gravity of the polygons, holes left out; of their points when they have no surface."""
    area = x = y = 0.0
    points: list[Point] = []
    for rings in polygons:
        for rank, ring in enumerate(rings):
            points += ring
            part, px, py = _moment(ring)
            # Whichever way it turns, the outer ring adds and a hole takes away.
            sign = (1 if part >= 0 else -1) * (1 if rank == 0 else -1)
            area, x, y = area + sign * part, x + sign * px, y + sign * py
    if not points:
        return None
    if area < 1e-15:
        return sum(one[0] for one in points) / len(points), sum(one[1] for one in points) / len(points)
    return round(x / (3 * area), DECIMALS), round(y / (3 * area), DECIMALS)


def _moment(ring: list[Point]) -> tuple[float, float, float]:
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in _sides(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return area, x, y
