"""The synthetic trial: all tables, in project variables."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.synthetic.calibration import Counted, Sampled
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.tables import Tables
from voorzorg.synthetic.trial.births_and_dropout import Course, make_course
from voorzorg.synthetic.trial.child import add_behaviour, home_items
from voorzorg.synthetic.trial.register import dates_from_birth, looked_up, make_reports, make_visits
from voorzorg.synthetic.trial.repeated import Values, add_amounts, add_breastfeeding, add_repeated
from voorzorg.synthetic.trial.specification import SpecificationError, TrialSpecification
from voorzorg.synthetic.trial.violence import add_violence
from voorzorg.synthetic.trial.women import Women, make_women


def build_trial(
    spec: TrialSpecification,
    manifest: Manifest,
    figures: Figures,
    seed: int,
    n: int | None = None,
    calibrated: bool = True,
) -> Tables:
    """Make the trial's tables; ``n`` women, or the published number. Without calibration it is a sample.

    Raises
    ------
    SpecificationError
        Where margins cannot hold together, such as more smokers near the baby than smokers.
    """
    weeks = {wave.key: wave.weeks for wave in manifest.waves if wave.weeks is not None}
    if missing := [wave for wave in spec.waves if wave not in weeks]:
        raise SpecificationError(f"the manifest gives no weeks for waves {missing}")
    women = make_women(spec, figures, seed, n, Counted() if calibrated else Sampled())
    course = make_course(spec, manifest, women, figures)
    values: Values = {wave: {} for wave in spec.waves}
    for name in spec.repeated:
        add_repeated(name, spec, values, women, course, figures, weeks)
    for name in ("cigarettes_per_day", "cigarettes_near_baby"):
        add_amounts(name, getattr(spec, name), spec, values, women, figures, weeks)
    fed = add_breastfeeding(spec.breastfeeding, values, women, course, figures, weeks)
    add_behaviour(spec.behaviour, values, women, course, figures)
    add_violence(spec, values, women, course, figures, weeks)
    searched = looked_up(spec.reports, women)
    birth = pd.Series(course.birth_date, name="birth_date")
    register = pd.Series(searched.astype(float), name="register_searched")
    participants = pd.concat([women.frame, course.record, fed, birth, register], axis=1)
    waves = {(wave, "mother"): _wave(wave, values, women, course) for wave in values}
    home = home_items(spec.home, women, course)
    waves |= {(wave, "nurse"): _wave(wave, home, women, course) for wave in home}
    reports = make_reports(
        spec.reports,
        _keys(manifest, "report_kind"),
        _keys(manifest, "reporter"),
        women,
        course,
        figures,
        searched,
    )
    return Tables(
        participants.sort_values("id", ignore_index=True),
        waves,
        {"cps_report": reports},
        {"nurse": make_visits(spec, women, course)},
    )


def _wave(wave: str, values: Values, women: Women, course: Course) -> pd.DataFrame:
    here = course.measured[wave]
    columns = {name: value[here] for name, value in values[wave].items()}
    date = dates_from_birth(course.birth_date[here], course.weeks[wave][here])
    frame = pd.DataFrame({"id": women.frame["id"].to_numpy()[here], "date": date, **columns})
    return frame.sort_values("id", ignore_index=True)


def _keys(manifest: Manifest, variable: str) -> list[str]:
    """The keys of a category variable of the manifest."""
    known = manifest.variables.get(variable)
    if known is None or not known.values:
        raise SpecificationError(f"the manifest gives no values for '{variable}'")
    return list(dict.fromkeys(known.values.values()))
