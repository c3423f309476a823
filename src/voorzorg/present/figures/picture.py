"""Matplotlib's renderer of pictures, with texts as areas: a text is laid out once, and filled in one go."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import Affine2D

from voorzorg.present.figures.faces import EM, outline_of


class PictureRenderer(RendererAgg):
    """Texts keep their place to a fraction of a dot; ``height`` and ``dpi`` are those of the picture."""

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,  # noqa: ARG002
        mtext: Any = None,  # noqa: ARG002
    ) -> None:
        size = self.points_to_pixels(prop.get_size_in_points()) / EM
        place = Affine2D().scale(size).rotate_deg(angle).translate(x, self.height - y)
        area = self.new_gc()
        area.copy_properties(gc)
        area.set_linewidth(0)
        area.set_snap(False)  # a dash is a rectangle, and would be moved to whole dots
        self.draw_path(area, outline_of(s, prop), place, gc.get_rgb())
