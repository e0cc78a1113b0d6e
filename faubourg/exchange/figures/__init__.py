"""Published figures beside what the rows give: the measure is data, no code names a key of a file (DESIGN rule 4)."""

from faubourg.exchange.figures.classing import Figure, FigureClass, figures_of
from faubourg.exchange.figures.errors import MeasureError

__all__ = ["Figure", "FigureClass", "MeasureError", "figures_of"]
