"""Where a place is: Finland's own coordinates as degrees, and whether it can be in Finland."""

from math import asinh, atan, atanh, cos, cosh, degrees, radians, sin, sinh, sqrt, tan

# ETRS-TM35FIN (EPSG:3067) on the ellipsoid GRS 80; Krüger's series as in JHS 197.
_A, _F = 6_378_137.0, 1 / 298.257222101
_N = _F / (2 - _F)
_A1 = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_E = sqrt(2 * _F - _F**2)
_SCALE, _EAST, _MERIDIAN = 0.9996, 500_000.0, radians(27)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
_ROUNDS = 4
ELSEWHERE = "The place is not in Finland."
_NORTHINGS, _EASTINGS = (6_500_000.0, 7_900_000.0), (-100_000.0, 900_000.0)

# The country with its inhabited islands, drawn by hand some kilometres outside, as (longitude,
# latitude). It tells the open sea and other countries from Finland, not a jetty from the water.
OUTLINE = (
    (19.0, 60.5),
    (19.1, 59.9),
    (20.6, 59.7),
    (22.6, 59.55),
    (24.6, 59.85),
    (26.3, 60.05),
    (27.6, 60.15),
    (28.0, 60.45),
    (29.5, 61.3),
    (31.0, 62.1),
    (31.8, 62.85),
    (30.3, 63.8),
    (30.1, 64.7),
    (29.9, 65.6),
    (30.3, 66.8),
    (29.2, 67.6),
    (30.2, 67.75),
    (28.8, 68.2),
    (28.7, 68.85),
    (29.2, 69.1),
    (28.2, 70.15),
    (26.6, 70.05),
    (25.6, 69.75),
    (25.6, 69.0),
    (24.0, 68.9),
    (22.0, 69.1),
    (21.2, 69.4),
    (20.3, 69.1),
    (23.1, 68.05),
    (23.5, 67.3),
    (23.4, 66.5),
    (23.9, 65.7),
    (24.3, 65.5),
    (24.3, 65.0),
    (23.9, 64.4),
    (22.0, 63.75),
    (20.7, 63.35),
    (20.9, 62.7),
    (21.0, 61.6),
    (21.0, 60.9),
    (20.2, 60.7),
)


def degrees_of(northing: float, easting: float) -> tuple[float, float]:
    """Give latitude and longitude (WGS 84) of a point in EPSG:3067.

    Raises `ValueError` for one so far from Finland that the series does not hold.
    """
    is_near = _NORTHINGS[0] <= northing <= _NORTHINGS[1] and _EASTINGS[0] <= easting <= _EASTINGS[1]
    if not is_near:
        raise ValueError(ELSEWHERE)
    xi, eta = northing / (_A1 * _SCALE), (easting - _EAST) / (_A1 * _SCALE)
    for number, beta in enumerate(_BETA, 1):
        twice = 2 * number
        above = northing / (_A1 * _SCALE)
        aside = (easting - _EAST) / (_A1 * _SCALE)
        xi -= beta * sin(twice * above) * cosh(twice * aside)
        eta -= beta * cos(twice * above) * sinh(twice * aside)
    conformal = asinh(tan(_beta(xi, eta)))
    reached = conformal
    for _ in range(_ROUNDS):
        reached = conformal + _E * atanh(_E * _tanh(reached))
    latitude = atan(sinh(reached))
    return degrees(latitude), degrees(_MERIDIAN + atan(sinh(eta) / cos(xi)))


def _beta(xi: float, eta: float) -> float:
    return atan(sin(xi) / sqrt(sinh(eta) ** 2 + cos(xi) ** 2))


def _tanh(value: float) -> float:
    return sinh(value) / cosh(value)


def is_in_finland(latitude: float, longitude: float) -> bool:
    """Whether a place can be in Finland; the open sea is not."""
    inside = False
    for (x1, y1), (x2, y2) in zip(OUTLINE, (*OUTLINE[1:], OUTLINE[0]), strict=True):
        if (y1 > latitude) != (y2 > latitude):
            crossing = x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
            inside ^= longitude < crossing
    return inside
