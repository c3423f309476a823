"""Is there any sample with this mean and SD? An exact answer for bounded whole-number scales.

SPRITE (Heathers, Anaya, van der Zee & Brown 2018) searches for such samples at random and cannot prove that
there is none. Here every reachable pair (sum, sum of squares) is built up person by person as bit sets, so
that "no" is a proof, and a "yes" comes with a sample.
"""

from __future__ import annotations

from voorzorg.evidence.arithmetic.grim import grimmer

#: work beyond which the exact answer is not sought (persons x possible sums)
LIMIT = 200_000


def sample_with(
    mean: str,
    mean_decimals: int,
    sd: str,
    sd_decimals: int,
    n: int,
    scale_min: int,
    scale_max: int,
) -> list[int] | None:
    """A sorted sample of ``n`` whole scores with the printed mean and SD, or None: there is no such sample.

    Raises
    ------
    ValueError
        Where the scale or the group is too large for the exact search (``LIMIT``).
    """
    width = scale_max - scale_min
    if width < 0 or n < 2:
        raise ValueError("needs a scale and at least two people")
    if n * n * (width + 1) > LIMIT:
        raise ValueError(f"{n} people on a scale of {width + 1} points: too large for the exact search")
    wanted = []
    for fit in grimmer(mean, mean_decimals, sd, sd_decimals, n):
        total = fit.total - n * scale_min
        squares = fit.squares - 2 * scale_min * fit.total + n * scale_min**2
        if 0 <= total <= n * width and squares >= 0:
            wanted.append((total, squares))
    if not wanted:
        return None
    # layers[k][s]: bit q is set where k people can have sum s and sum of squares q (scores shifted to
    # 0..width)
    layers: list[dict[int, int]] = [{0: 1}]
    for _ in range(n):
        layer: dict[int, int] = {}
        for total, bits in layers[-1].items():
            for score in range(width + 1):
                layer[total + score] = layer.get(total + score, 0) | (bits << (score * score))
        layers.append(layer)
    for total, squares in wanted:
        if layers[n].get(total, 0) >> squares & 1:
            return _walk_back(layers, total, squares, width, scale_min)
    return None


def _walk_back(layers: list[dict[int, int]], total: int, squares: int, width: int, shift: int) -> list[int]:
    sample = []
    for layer in reversed(layers[:-1]):
        for score in range(width + 1):
            rest = squares - score * score
            if rest >= 0 and layer.get(total - score, 0) >> rest & 1:
                sample.append(score + shift)
                total, squares = total - score, rest
                break
    return sorted(sample)
