"""Whether a point that somebody typed can be a home: in France, and not with its two numbers the wrong way round."""

#: Boxes around the land of France, sea included: (south, north, west, east), in degrees.
FRANCE = (
    (41.2, 51.2, -5.3, 9.7),  # European France
    (15.7, 18.2, -63.3, -60.9),  # Guadeloupe, Saint-Martin, Saint-Barthélemy
    (14.3, 15.0, -61.4, -60.7),  # Martinique
    (2.0, 6.0, -54.7, -51.5),  # Guyane
    (-21.5, -20.7, 55.1, 55.9),  # La Réunion
    (-13.1, -12.5, 44.9, 45.4),  # Mayotte
    (46.6, 47.3, -56.6, -56.0),  # Saint-Pierre-et-Miquelon
    (-28.0, -7.8, -155.0, -134.0),  # Polynésie française
    (-23.0, -19.4, 163.0, 168.5),  # Nouvelle-Calédonie
    (-14.5, -13.1, -178.4, -176.0),  # Wallis-et-Futuna
)


def in_france(latitude: float, longitude: float) -> bool:
    """Whether the point lies in one of the boxes: wide, so that no home is refused."""
    return any(south <= latitude <= north and west <= longitude <= east for south, north, west, east in FRANCE)


def swapped(latitude: float, longitude: float) -> bool:
    """Whether the point is abroad as it is typed, and in France with its two numbers exchanged."""
    return not in_france(latitude, longitude) and in_france(longitude, latitude)
