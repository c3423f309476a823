"""What was imputed beside what was measured: is it a value that somebody could have had?

Under missing at random the two may differ, as those who left may have been others from the start. So a
difference is not wrong; one that is large in the middle data set, or another spread, is something to look at
(Stuart, Azur, Frangakis and Leaf 2009, American Journal of Epidemiology 169:1133; Nguyen, Carlin and Lee
2017, Emerging Themes in Epidemiology 14:8).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from voorzorg.analyses.missing.outcome import DRAWN, IMPUTED, Compared
from voorzorg.analyses.rows import Row
from voorzorg.analyses.study import numbers
from voorzorg.messages import message

#: Standard deviations of what was measured; a mean so far off in the middle data set is told. Where few are
#: imputed the data sets differ much, so that to ask it of nearly all of them would pass over what is far off.
FAR = 0.5
#: A spread less than half or more than twice that of what was measured is told.
SPREADS = (0.5, 2.0)
#: Fewer imputed or measured values are not judged.
FEWEST = 10
_MOST = (0.05, 0.95)


def plausibility_rows(compared: Compared, wave: str, *, always: bool) -> list[Row]:
    """Per arm by how many standard deviations imputed values lie from measured ones, and both means.

    Only those whose value exists in a data set count. A wave without anything remarkable has rows where
    ``always`` asks for them.
    """
    imputed, outcome, study = compared.imputed, compared.outcome, compared.study
    name = compared.name(wave)
    values, own = imputed.values(name), numbers(imputed.data[name])
    make = compared.make.of("plausibility", clustered=True)
    rows: list[Row] = []
    for arm in (compared.contrast.reference, compared.contrast.treated):
        here = compared.arm(arm)
        seen = own[here & ~np.isnan(own)]
        drawn = values[:, here & np.isnan(own)]
        cells = (~np.isnan(drawn)).sum(axis=1)
        if len(seen) < FEWEST or np.median(cells) < FEWEST or not seen.std() > 0:
            continue
        kept = drawn[cells > 1]
        mean, spread = np.nanmean(kept, axis=1), np.nanstd(kept, axis=1)
        apart = (mean - seen.mean()) / seen.std()
        low, high = (float(q) for q in np.quantile(apart, _MOST))
        ratio = float(np.median(spread)) / float(seen.std())
        told = []
        middle = float(np.median(apart))
        if abs(middle) > FAR:
            told.append(message("imputed-far-from-measured", apart=middle))
        if outcome.type != "binary" and not SPREADS[0] <= ratio <= SPREADS[1]:
            told.append(message("imputed-other-spread", ratio=ratio))
        side = "reference" if arm == compared.contrast.reference else "treated"
        shared: dict[str, Any] = {"wave": wave, "arm": str(arm), "seed": study.config.seed}
        level = "risk" if outcome.type == "binary" else "mean"
        if not always and not told:
            continue
        few = {f"n_{side}": round(float(np.median(cells)))}
        rows += [
            make.interval(
                "standardised_difference",
                (DRAWN, message("imputed-less-measured")),
                middle,
                (low, high),
                _MOST[1] - _MOST[0],
                missing_handling=IMPUTED,
                warnings=told,
                converged=imputed.converged,
                **few,
                **shared,
            ),
            make.number(
                level,
                message("observed-values"),
                float(seen.mean()),
                category="measured",
                missing_handling=message("available-cases"),
                **{f"n_{side}": len(seen)},
                **shared,
            ),
            make.number(
                level,
                DRAWN,
                float(np.median(mean)),
                category="imputed",
                missing_handling=IMPUTED,
                **few,
                **shared,
            ),
        ]
    return rows
