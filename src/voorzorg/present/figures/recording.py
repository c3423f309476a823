"""One drawing, several files: what a figure draws is noted down once and drawn again in each format.

Laying out texts and axes takes most of the time of a figure. A :class:`Recorder` does it once, at 72 dots an
inch; :meth:`Recording.onto` passes the strokes, fills and texts on to a renderer of matplotlib, at its own
number of dots.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedPath

DOTS = 72
Call = tuple[str, str, tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True)
class Recording:
    """What was drawn, in order: the group it is in, the renderer's method and its arguments."""

    width: float
    height: float
    calls: tuple[Call, ...]

    def onto(
        self,
        renderer: RendererBase,
        *,
        scale: float = 1.0,
        shift: float = 0.0,
        without: Collection[str] = (),
        moved: Collection[str] = (),
        by: float = 0.0,
    ) -> None:
        """Draw it on another renderer.

        Parameters
        ----------
        scale : its dots per dot of the recording.
        shift : how far everything goes up, in dots of the recording.
        without, moved : names of groups (artists' ``gid``) that are left out, or that go up ``by`` more.
        """
        for group, name, arguments, named in self.calls:
            if group in without:
                continue
            up = shift + by if group in moved else shift
            if name == "open_group":
                renderer.open_group(arguments[0], None)
            elif name == "close_group":
                renderer.close_group(*arguments)
            elif name == "draw_text":
                _text(renderer, arguments, named, scale, up, self.height)
            elif scale == 1.0 and not up:
                getattr(renderer, name)(_context(renderer, arguments[0], None), *arguments[1:], **named)
            else:
                place = Affine2D().translate(0, up).scale(scale)
                gc = _context(renderer, arguments[0], place)
                _SHAPES[name](renderer, gc, place, scale, *arguments[1:], **named)


class Recorder(RendererBase):
    """Takes the place of a renderer; one measures the texts of many figures."""

    def __init__(self) -> None:
        super().__init__()
        self._size = (0.0, 0.0)
        self._calls: list[Call] = []
        self._groups: list[str] = []

    def record(self, figure: Figure) -> Recording:
        """What the figure draws. It stays at 72 dots an inch, since places are those of its artists."""
        figure.dpi = DOTS
        width, height = (float(side) * DOTS for side in figure.get_size_inches())
        self._size, self._calls = (width, height), []
        figure.draw(self)
        return Recording(width, height, tuple(self._calls))

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def flipy(self) -> bool:
        return True

    def option_image_nocomposite(self) -> bool:
        return True

    def open_group(self, s: str, gid: str | None = None) -> None:
        self._groups.append(gid or (self._groups[-1] if self._groups else ""))
        self._note("open_group", s)

    def close_group(self, s: str) -> None:
        self._note("close_group", s)
        self._groups.pop()

    def draw_path(self, *arguments: Any, **named: Any) -> None:
        self._note("draw_path", *arguments, **named)

    def draw_markers(self, *arguments: Any, **named: Any) -> None:
        self._note("draw_markers", *arguments, **named)

    def draw_path_collection(self, *arguments: Any, **named: Any) -> None:
        self._note("draw_path_collection", *arguments, **named)

    def draw_text(self, *arguments: Any, **named: Any) -> None:
        self._note("draw_text", *arguments, **named)

    def draw_image(self, *arguments: Any, **named: Any) -> None:
        raise NotImplementedError("figures consist of lines, areas and texts")

    def _note(self, method: str, *arguments: Any, **named: Any) -> None:
        self._calls.append((self._groups[-1] if self._groups else "", method, arguments, named))


def _context(renderer: RendererBase, noted: GraphicsContextBase, place: Transform | None) -> Any:
    """A drawing context of this renderer that says what the noted one says, its clips moved along."""
    gc = renderer.new_gc()
    gc.copy_properties(noted)
    if place is not None:
        rectangle = noted.get_clip_rectangle()
        if rectangle is not None:
            gc.set_clip_rectangle(Bbox(place.transform(rectangle.get_points())))
        outline: tuple[Any, Any] = noted.get_clip_path()
        path, transform = outline
        if path is not None:
            gc.set_clip_path(TransformedPath(path.transformed(transform), place))
    return gc


def _text(
    renderer: RendererBase,
    arguments: tuple[Any, ...],
    named: dict[str, Any],
    scale: float,
    up: float,
    height: float,
) -> None:
    noted, x, y, *rest = arguments
    y -= up
    if not renderer.flipy():
        y = height - y
    place = None if scale == 1.0 and not up else Affine2D().translate(0, up).scale(scale)
    renderer.draw_text(_context(renderer, noted, place), x * scale, y * scale, *rest, **named)


def _path(
    renderer: Any, gc: Any, place: Transform, _scale: float, path: Any, transform: Transform, *rest: Any
) -> None:
    renderer.draw_path(gc, path, transform + place, *rest)


def _markers(
    renderer: Any,
    gc: Any,
    place: Transform,
    scale: float,
    marker: Any,
    marker_transform: Transform,
    path: Any,
    transform: Transform,
    *rest: Any,
) -> None:
    size = marker_transform + Affine2D().scale(scale)
    renderer.draw_markers(gc, marker, size, path, transform + place, *rest)


def _collection(
    renderer: Any,
    gc: Any,
    place: Transform,
    scale: float,
    transform: Transform,
    paths: Any,
    transforms: Any,
    offsets: Any,
    offset_transform: Transform,
    *rest: Any,
    **named: Any,
) -> None:
    """Paths at offsets: an offset moves as a place does, and what has none moves itself."""
    scaled = transform + Affine2D().scale(scale)
    renderer.draw_path_collection(
        gc, scaled.frozen(), paths, transforms, offsets, offset_transform + place, *rest, **named
    )


_SHAPES: dict[str, Callable[..., None]] = {
    "draw_path": _path,
    "draw_markers": _markers,
    "draw_path_collection": _collection,
}
