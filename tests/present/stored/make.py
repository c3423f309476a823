"""Make the stored studies again: ``python tests/present/stored/make.py RESULTS``.

Estimates of one small study per kind of design, so that what is shown of them can be pinned and nothing
has to be estimated for it. ``RESULTS`` is the folder of a finished run of the trial and of the two cohorts
of one arm, all synthetic; of it a few outcomes are stored. Do this only where the schema of the estimates has
changed: it moves every pinned text.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "support"), str(HERE.parent), str(HERE.parent / "disclosure")]

import test_what_leaves  # noqa: E402
from clustered_study import make_clustered_study  # noqa: E402
from shown_studies import SIMULATED, studied, three_arms_manifest  # noqa: E402
from small_study import make_study  # noqa: E402

from voorzorg.analyses.contributions import contributions  # noqa: E402
from voorzorg.analyses.multiplicity import adjust_p_values  # noqa: E402
from voorzorg.analyses.participation.stage import describe_cohort  # noqa: E402
from voorzorg.analyses.run import estimate_family  # noqa: E402
from voorzorg.analyses.study import Study  # noqa: E402
from voorzorg.cohorts.manifest.outcomes import families_of  # noqa: E402
from voorzorg.estimates.table import concatenate, read  # noqa: E402
from voorzorg.lab.outputs import TABLES, results_of  # noqa: E402
from voorzorg.lab.run import run_block  # noqa: E402

TRIAL = (
    "cps_report", "cps_report_time", "smoking", "cigarettes_per_day", "home_total", "gestational_age",
    "ipv_victim_physical_minor_all", "ipv_victim_physical_minor", "ipv_perpetrator_physical_minor",
    "ipv_victim_injury_severe", "cbcl_internalising",
)  # fmt: skip
#: Of a binary outcome measured again and again, the analyses of these alone.
FEW = ("ipv_perpetrator_physical_minor", "ipv_victim_injury_severe")
ONE_ARM = {
    "voorzorg_2": ("grip", "attachment", "depression", "neglect", "smoking", "mark", "drugs"),
    "late_start": ("grip", "neglect", "mark", "smoking"),
}


def estimated(study: Study) -> pd.DataFrame:
    return concatenate(
        [describe_cohort(study), *(estimate_family(study, f) for f in families_of(study.outcomes))]
    )


def three_arms() -> Study:
    made = make_study(240, imputations=3, contour_deltas=[-1, 0, 1])
    people = made.participants.copy()
    people["arm"] = [["control", "treated", "light"][k % 3] for k in range(len(people))]
    arms = dict(zip(people["participant_id"], people["arm"], strict=True))
    waves = made.waves.assign(arm=made.waves["participant_id"].map(arms))
    return replace(made, manifest=three_arms_manifest(), participants=people, waves=waves)


def excerpt(table: pd.DataFrame, outcomes: tuple[str, ...]) -> pd.DataFrame:
    """Who took part, and of the outcomes everything but most points of curves."""
    known = {*outcomes, *(f"attrition:{one}" for one in outcomes)}
    others = table["family"].isna() & ~table["outcome"].str.contains("fidelity:field")
    kept = table[table["outcome"].isin(known) | others]
    curve = kept["estimand"].isin(["cumulative_incidence", "survival_probability"])
    imputed = kept["analysis"].str.startswith("imputed_") & ~kept["outcome"].isin(["smoking", "cps_report"])
    few = kept["outcome"].isin(FEW) & ~kept["analysis"].isin(["unadjusted", "adjusted", "multilevel", "gee"])
    every = kept.groupby(["outcome", "estimand", "analysis", "arm"], dropna=False).cumcount() % 6 != 0
    return kept[~(curve & every) & ~imputed & ~few].reset_index(drop=True)


def store(table: pd.DataFrame, name: str) -> None:
    mixed = {name: table[name].map(json.dumps) for name in ("effect",) if name in table}
    table.assign(**mixed).to_parquet(HERE / f"{name}.parquet", index=False, compression="zstd")
    print(name, len(table))


def simulate(name: str) -> None:
    study = studied(name)
    found = results_of(study, run_block(study, range(study.replications)))
    for table in ("estimates", *TABLES):
        store(getattr(found, table), f"lab_{name}_{table}")


def main(results: Path) -> None:
    store(excerpt(read(results / "voorzorg_rct/estimates.parquet"), TRIAL), "trial")
    for cohort, outcomes in ONE_ARM.items():
        store(excerpt(read(results / cohort / "estimates.parquet"), outcomes), cohort)
    for cohort in ("voorzorg_rct", *ONE_ARM):
        table = pd.read_csv(results / cohort / "comparison.csv")
        store(table.groupby(["outcome"], dropna=False).head(3), f"comparison_{cohort}")
    store(adjust_p_values(estimated(three_arms()), three_arms_manifest().plan.primary), "three_arms")
    store(adjust_p_values(estimated(make_clustered_study(pupils=10))), "clustered")
    for name in SIMULATED:
        simulate(name)
    for name in ("trial", "one_arm", "everything"):
        study = getattr(test_what_leaves, name)()
        store(estimated(study), f"inside_{name}")
        store(contributions(study), f"contributions_{name}")
        content = study.manifest.model_dump(mode="json", exclude_defaults=True)
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        (HERE / f"inside_{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
