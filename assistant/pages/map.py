"""France by region as tiles: each region a square, near where it lies. Pure.

A tile map shows small regions as well as large ones, and needs no geographic data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Tile", "tile_map"]

_PLACES: Mapping[str, tuple[str, float, float]] = {
    "Hauts-de-France": ("HDF", 3, 0),
    "Normandie": ("NOR", 2, 1),
    "Île-de-France": ("IDF", 3, 1),
    "Grand Est": ("GES", 4, 1),
    "Bretagne": ("BRE", 1, 1.5),
    "Pays de la Loire": ("PDL", 2, 2),
    "Centre-Val de Loire": ("CVL", 3, 2),
    "Bourgogne-Franche-Comté": ("BFC", 4, 2),
    "Nouvelle-Aquitaine": ("NAQ", 2.5, 3),
    "Auvergne-Rhône-Alpes": ("ARA", 3.5, 3),
    "Occitanie": ("OCC", 3, 4),
    "Provence-Alpes-Côte d'Azur": ("PAC", 4, 4),
    "Corse": ("COR", 5, 4.5),
    "Guadeloupe": ("GUA", 1, 5.6),
    "Martinique": ("MTQ", 2, 5.6),
    "Guyane": ("GUF", 3, 5.6),
    "La Réunion": ("REU", 4, 5.6),
    "Mayotte": ("MAY", 5, 5.6),
}
_SIZE = 60
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the map.

    Attributes:
        region: its name.
        code: three letters.
        x, y: upper left corner, in units of the drawing (360 wide, 400 high).
        names: what is there.
        shade: 0 when nothing is, up to 4 for the most.
    """

    region: str
    code: str
    x: float
    y: float
    names: tuple[str, ...]
    shade: int


def tile_map(items: Iterable[tuple[str, Iterable[str]]]) -> tuple[Tile, ...]:
    """Tiles of all regions.

    Args:
        items: names with the regions where each is; a region that is not one is left out.
    """
    names: dict[str, list[str]] = {region: [] for region in _PLACES}
    for name, regions in items:
        for region in regions:
            if region in names:
                names[region].append(name)
    most = max(map(len, names.values()), default=0)
    return tuple(
        Tile(
            region,
            code,
            (column - 1) * (_SIZE + 8) + 8,
            row * (_SIZE + 4) + 4,
            tuple(names[region]),
            -(-len(names[region]) * _SHADES // most) if most else 0,
        )
        for region, (code, column, row) in _PLACES.items()
    )
