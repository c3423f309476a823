"""The same report in the words, signs and separators of other people: the audit says the same of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from voorzorg.evidence.audit import audit_path
from voorzorg.evidence.figures.methods import methods_in

Said = Callable[[str], str]
HEADER = (
    "figure_id,source,study,outcome,wave,arm,statistic,value,n,n_basis,events,ci_low,ci_high,ci_level,p_value"
)
HEADER += ",method"
#: 50 and 60 per cent of 200: the crude odds ratio is 0.67, its p-value 0.045
ARMS = (
    "i,t,s,o,w,fnp,percentage,50.0,200,stated,100,,,,,\nc,t,s,o,w,control,percentage,60.0,200,stated,120,,,,,"
)
ADJUSTED = [
    "adjusted",
    "Adjusted for age, sex and site",
    "ANCOVA",
    "analysis of covariance",
    "covariantieanalyse",
    "gecorrigeerd voor leeftijd",
    "na correctie voor leeftijd",
    "geadjusteerd",
    "multivariable logistic regression",
    "multivariate",
    "covariate-adjusted",
    "baseline-adjusted",
    "corrected for age",
    "fully adjusted model",
    "Model 2",
    "aOR",
    "G-computation",
    "propensity score",
    "doubly robust",
    "adjusted for clustering",
    "GEE",
    "MMRM",
    "gecorrigeerd voor clusters",
    "met correctie voor clustering",
    "linear mixed model",
    "gemengd model",
    "multilevel",
    "multilevel logistische regressie",
    "meerniveau-analyse",
    "robust standard errors",
    "robuuste standaardfouten",
    "random intercept",
    "cluster-adjusted",
    "herhaalde metingen",
    "hierarchical",
    "logistic regression",
    "Firth",
    "modified Poisson with robust errors",
    "bayesian",
    "log-binomial",
    "per protocol",
    "conditional logistic regression",
    "stratified",
    "Mantel-Haenszel",
    "gestratificeerd",
    "multiple imputation",
    "meervoudige imputatie",
    "geïmputeerd",
    "LOCF",
    "MICE",
    "last observation carried forward",
    "ontbrekend = rookt",
    "IPW",
    "gewogen",
    "poststratified",
    "inverse probability weighting",
    "Cox regression",
    "Kaplan-Meier",
    "overlevingsanalyse",
    "log-rank",
    "adjusted; clustered; imputed",
    "intention-to-treat, adjusted",
]
CRUDE = [
    "crude",
    "Crude",
    "unadjusted",
    "ruw",
    "ruwe OR",
    "ongecorrigeerd",
    "niet gecorrigeerd",
    "not adjusted",
    "no adjustment",
    "zonder correctie",
    "univariable",
    "unadjusted logistic regression",
    "chi-square test",
    "chi-kwadraattoets",
    "Fisher's exact",
    "crude (chi2)",
    "ITT; crude",
]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """What the audit says of a file: fine, doubt or wrong."""

    def of(text: str) -> str:
        path = tmp_path / "mine.csv"
        path.write_bytes(text.encode())
        findings = audit_path(path).findings()
        return "wrong" if any(f.verdict.bad for f in findings) else "doubt" if findings else "fine"

    return of


def _contrast(
    method: str = "", *, statistic: str = "odds_ratio", value: str = "0.60", arm: str = "contrast"
) -> str:
    limits = "0.39,0.93,95" if value == "0.60" else ",,"
    return f'{HEADER}\n{ARMS}\nx,t,s,o,w,{arm},{statistic},{value},,,,{limits},,"{method}"\n'


@pytest.mark.parametrize("method", ADJUSTED)
def test_an_estimate_that_is_not_crude_is_not_accused(said: Said, method: str) -> None:
    assert "crude" not in methods_in(method)
    assert said(_contrast(method)) == "fine"
    arms = ARMS.replace("50.0,200,stated,100", "30,200,stated,60").replace(
        "60.0,200,stated,120", "42,200,stated,84"
    )
    # 0.012 by the crude table, 0.06 by the analysis of a cluster trial
    assert said(f'{HEADER}\n{arms}\np,t,s,o,w,contrast,p_value,0.06,,,,,,,,"{method}"\n') == "fine"


@pytest.mark.parametrize("method", CRUDE)
def test_one_that_is_said_to_be_crude_is(said: Said, method: str) -> None:
    assert said(_contrast(method)) == "wrong"
    assert said(_contrast(method, value="0.67")) == "fine"


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [(s, "fine") for s in ("aOR", "AOR", "adjusted OR", "adj. OR", "OR (adjusted)", "gecorrigeerde OR")]
    + [(s, "wrong") for s in ("cOR", "crude OR", "unadjusted odds ratio", "ruwe OR", "OR (crude)")],
)
def test_a_name_can_say_how_an_estimate_was_made(said: Said, statistic: str, expected: str) -> None:
    assert said(_contrast(statistic=statistic)) == expected


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("adjusted", "yes", "fine"),
        ("adjusted", "ja", "fine"),
        ("adjusted", "age", "fine"),
        ("adjusted", "no", "wrong"),
        ("gecorrigeerd", "nee", "wrong"),
        ("adjusted_for", "age and sex", "fine"),
        ("covariates", "none", "wrong"),
        ("clustered", "yes", "fine"),
        ("clustered", "GEE", "fine"),
        ("imputed", "ja", "fine"),
        ("model", "crude", "wrong"),
        ("analysis", "ANCOVA", "fine"),
        ("methode", "gecorrigeerd", "fine"),
    ],
)
def test_a_column_can_say_it_too(said: Said, column: str, cell: str, expected: str) -> None:
    assert said(_contrast(cell).replace(",method\n", f",{column}\n")) == expected


_DUTCH = _contrast("crude").replace(",", ";").replace(".", ",")


@pytest.mark.parametrize(
    "text",
    [
        _DUTCH,
        _DUTCH.replace(";", "\t"),
        _DUTCH.replace(";", "|"),
        "\ufeff" + _DUTCH,
        "sep=;\n" + _DUTCH,
        _DUTCH.replace("\n", "\r\n"),
        _DUTCH.replace("\n", "\r"),
        "\n\n" + _DUTCH,
        _DUTCH.replace("\n", ";\n"),
        _DUTCH.replace(";", " ; "),
        _contrast("crude").replace("0.60", '"0,60"').replace("50.0", '"50,0"'),
        _contrast("crude").replace("0.60", "0·60"),
        _contrast("crude").replace(",95,", ",95 %,"),
        _contrast("crude").replace("0.60", "0.60†"),
        _contrast("crude").replace(HEADER, HEADER.upper()),
        _contrast("crude").replace(",200,", ",n = 200,"),
    ],
    ids=str,
)
def test_separators_and_signs(said: Said, text: str) -> None:
    assert said(text) == "wrong"


@pytest.mark.parametrize(
    "arm",
    [
        "controls",
        "Controle",
        "control group",
        "usual care",
        "TAU",
        "CAU",
        "placebo",
        "gebruikelijke zorg",
        "wachtlijst",
    ]
    + ["waiting list", "standard care", "comparison", "Controlegroep", "no treatment", "sham"],
)
def test_an_untreated_arm_by_another_name(said: Said, arm: str) -> None:
    assert said(_contrast("crude").replace(",control,", f",{arm},")) == "wrong"


@pytest.mark.parametrize(
    "arm", ["difference", "between groups", "comparison", "vs", "verschil", "all", "Contrast"]
)
def test_a_comparison_by_another_name(said: Said, arm: str) -> None:
    assert said(_contrast("crude", arm=arm)) == "wrong"


@pytest.mark.parametrize(
    ("statistic", "fits", "not_so"),
    [(s, "0.67", "0.60") for s in ("OR", "Odds ratio", "odds-ratio", "kansverhouding")]
    + [
        (s, "0.83", "0.70")
        for s in ("RR", "relative risk", "Relatief risico", "risicoverhouding", "prevalence ratio")
    ]
    + [(s, "−10.0", "-20.0") for s in ("RD", "risk difference", "risicoverschil", "procentpunten")]
    + [("risk difference", "-0.10", "-0.20")],
)
def test_contrasts_by_their_usual_names(said: Said, statistic: str, fits: str, not_so: str) -> None:
    assert said(_contrast("crude", statistic=statistic, value=fits)) == "fine"
    assert said(_contrast("crude", statistic=statistic, value=not_so)) == "wrong"


@pytest.mark.parametrize("name", ["%", "percent", "pct", "prevalentie", "perc"])
def test_percentages_by_their_usual_names(said: Said, name: str) -> None:
    assert said(_contrast("crude").replace("percentage", name)) == "wrong"


def test_a_proportion_is_a_percentage(said: Said) -> None:
    shares = (
        _contrast("crude")
        .replace("percentage", "proportion")
        .replace("50.0", "0.500")
        .replace("60.0", "0.600")
    )
    assert said(shares) == "wrong"


TEST = "figure_id;source;outcome;arm;statistic;value;df;p\n"
CHI = [
    "chi2",
    "Chi-square",
    "χ²",
    "chi squared",
    "X2",
    "X²",
    "chi^2",
    "χ2",
    "Chi kwadraat",
    "Pearson chi2",
    "chi_square",
]
CHI += [
    "chi-squared test",
    "Pearson's chi-squared",
    "chikwadraattoets",
    "chi sq",
    "χ² test",
    "chi-kwadraat (Pearson)",
]


@pytest.mark.parametrize("name", CHI)
def test_chi_squared_by_its_usual_names(said: Said, name: str) -> None:
    assert said(f"{TEST}a;s;o;contrast;{name};3,90;1;0,048\n") == "fine"
    assert said(f"{TEST}a;s;o;contrast;{name};3,90;1;0,30\n") == "wrong"


@pytest.mark.parametrize(
    "p", ["0,048", "p=0,048", "P = 0,048", "p<0,05", "< 0,05", ".048", ",048", "0,048*", "≤0,05", "0.048"]
)
def test_p_values_as_they_are_written(said: Said, p: str) -> None:
    assert said(f"{TEST}a;s;o;contrast;chi2;3,90;1;{p}\n") == "fine"
    assert said(f"{TEST}a;s;o;contrast;chi2;1,00;1;{p}\n") == "wrong"


def test_not_significant_as_a_p_value(said: Said) -> None:
    assert said(f"{TEST}a;s;o;contrast;chi2;1,90;1;n.s.\n") == "fine"
    assert said(f"{TEST}a;s;o;contrast;chi2;9,90;1;ns\n") == "wrong"


@pytest.mark.parametrize("name", ["t", "t-test", "T", "Student's t", "t-toets", "t value"])
def test_t_by_its_usual_names(said: Said, name: str) -> None:
    assert said(f"{TEST}a;s;o;contrast;{name};2,20;28;0,036\n") == "fine"
    assert said(f"{TEST}a;s;o;contrast;{name};2,20;28;0,36\n") == "wrong"


LEVELS = [(90, 1.6449), ("90%", 1.6449), (0.9, 1.6449), (97.5, 2.2414), ("97.5 %", 2.2414), (0.975, 2.2414)]
LEVELS += [(99, 2.5758), (98.75, 2.4977), (80, 1.2816), ("", 1.96)]


@pytest.mark.parametrize(("level", "z"), LEVELS)
@pytest.mark.parametrize("method", ["crude", ""])
def test_intervals_of_every_level(said: Said, level: object, z: float, method: str) -> None:
    def file(times: float, p: str) -> str:
        error = math.sqrt(1 / 100 + 1 / 100 + 1 / 120 + 1 / 80)
        low, high = (f"{math.exp(math.log(2 / 3) + s * times * z * error):.2f}" for s in (-1, 1))
        return f"{HEADER}\n{ARMS}\nx,t,s,o,w,contrast,OR,0.67,,,,{low},{high},{level},{p},{method}\n"

    assert said(file(1.0, "0.045")) == "fine"
    assert said(file(1.5, "")) == ("wrong" if method else "fine")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("95% CI", "0.45 to 0.99"),
        ("ci", "0.45-0.99"),
        ("95%CI", "(0.45; 0.99)"),
        ("CI 95%", "0.45–0.99"),
        ("interval", "[0.45, 0.99]"),
        ("95%-BI", "0.45 tot 0.99"),
        ("90% CI", "0.48 to 0.93"),
        ("97.5% CI", "0.42 to 1.05"),
        ("97,5% BI", "0.42 - 1.05"),
        ("confidence interval", "0·45–0·99"),
        ("CI (95%)", "0.45 to 0.99"),
        ("betrouwbaarheidsinterval", "0.45 – 0.99"),
    ],
)
def test_both_limits_in_one_cell(said: Said, column: str, cell: str) -> None:
    header = HEADER.replace("ci_low,ci_high,ci_level", f'"{column}"')
    arms = ARMS.replace(",,,,,", ",,,")
    text = f'{header}\n{arms}\nx,t,s,o,w,contrast,OR,0.67,,,,"{cell}",,crude\n'
    assert said(text) == "fine"
    assert said(text.replace("0.67", "0.60")) == "wrong"


def test_of_three_arms_nobody_says_which_belong_together(said: Said) -> None:
    third = "d,t,s,o,w,usual_care,percentage,70.0,200,stated,140,,,,,"
    assert said(_contrast("crude").replace("\nx,", f"\n{third}\nx,")) == "fine"
