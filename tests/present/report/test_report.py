"""The report: one file, nothing from elsewhere, every section for which there are rows, in two languages."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest
from present_rows import make_context, one_arm_context, one_arm_estimates

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import write_figures
from voorzorg.present.report import write_report
from voorzorg.present.report.write import flatten
from voorzorg.present.tables import write_tables
from voorzorg.present.words.findings import family_findings, finding_of, side_of

VOID = {"meta", "img", "input", "br", "link", "line", "rect"}


class Outline(HTMLParser):
    """Collects what accessibility asks for, and checks that tags close in order."""

    def __init__(self):
        super().__init__()
        self.open, self.headings, self.images, self.ids, self.links = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "img":
            self.images.append(found)
        if tag == "a":
            self.links.append(found.get("href", ""))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def written(tmp_path_factory, estimates):
    folder = tmp_path_factory.mktemp("report")
    context = make_context("nl")
    keep = estimates[
        estimates["family"].isin(["smoking", "birth", "maltreatment"]) | estimates["family"].isna()
    ]
    write_figures(keep, context, folder / "figures")
    write_tables(keep, context, folder / "tables")
    path = write_report(keep, context, folder / "figures", folder / "tables", folder / "report.html")
    return path.read_text(encoding="utf-8"), keep


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    assert parsed.open == []
    return parsed


def test_nothing_is_loaded_from_elsewhere(written):
    html, _ = written
    for address in re.findall(r"""(?:src|href)=["']([^"']*)""", html):
        assert address.startswith(("#", "data:")), address[:60]
    assert not re.search(r"@import|url\(\s*['\"]?(?!data:)", html)
    assert not re.search(r"https?://", re.sub(r'src="data:[^"]*"', "", html))


def test_headings_images_and_links_are_in_order(written):
    parsed = outline(written[0])
    assert parsed.headings[0] == 1 and parsed.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(parsed.headings, parsed.headings[1:], strict=False))
    assert len(parsed.images) >= 8 and all(len(image["alt"]) > 20 for image in parsed.images)
    assert len(parsed.ids) == len(set(parsed.ids))
    inside = {link[1:] for link in parsed.links if link.startswith("#")}
    assert inside <= set(parsed.ids)


def test_synthetic_data_are_named_in_the_banner_and_at_every_section(written):
    html, _ = written
    assert "Synthetische gegevens – geen echte deelnemers" in html
    assert html.count('<section id="') == html.count('<div class="head">')
    assert html.count('class="head"') == len(
        re.findall(r'class="head"><h2>[^<]*</h2><span class="chip">', html)
    )
    assert '@page { @top-left { content: "Synthetische gegevens' in html


def test_families_of_outcomes_stand_under_a_heading_of_their_own(written):
    html, _ = written
    contents = html[html.index('<nav class="side"') : html.index("</nav>")]
    group = contents[contents.index('<span class="group">Uitkomsten</span><ol>') :]
    inside, after = group.split("</ol>")[:2]
    assert re.findall(r'class="family"><a href="#(\w+)"', inside) == ["maltreatment", "smoking", "birth"]
    assert "family" not in after and "family" not in contents[: contents.index("Uitkomsten")]


def test_sections_without_rows_are_left_out(written):
    html, _ = written
    assert '<section id="smoking"' in html and '<section id="partner_violence"' not in html


def test_the_long_table_holds_every_row_and_marks_curves(written):
    html, rows = written
    packed = re.search(r'<script type="application/json" id="rows">(.*?)</script>', html, re.S).group(1)
    data = json.loads(packed)
    assert data["n"] == len(rows) == len(data["shown"])
    assert sum(data["curve"]) == int((rows["estimand"] == "cumulative_incidence").sum())
    levels = data["text"]["outcome"]["levels"]
    assert "Roken" in levels
    preterm = rows.query("outcome == 'preterm' and estimand == 'risk_difference'")["p_value"].dropna().iloc[0]
    assert any(p is not None and abs(p / preterm - 1) < 1e-5 for p in data["number"]["p_value"])


def test_findings_repeat_the_numbers_of_the_rows(written, estimates):
    html, _ = written
    context = make_context("nl")
    row = View(estimates, context).first("preterm", "risk_difference", analysis="unadjusted")
    text = context.numbers.with_interval(row.estimand, row.estimate, row.ci_low, row.ci_high)
    low_to_high = text[text.index("(") + 1 : -1]
    assert f"95%-interval {low_to_high}" in html


def test_method_notes_name_model_missing_data_and_interval(written):
    html, _ = written
    section = html[html.index('<section id="smoking"') :]
    assert "Gauss-Hermite" in section and "beschikbare gevallen" in section and "Rubin" in section


def test_a_caution_goes_with_an_undecided_interval(estimates):
    view = View(estimates, make_context("en"))
    for family in family_findings(view, Contrast("intervention", "control")):
        for finding in family.findings:
            covers = finding.row.ci_low <= 0 <= finding.row.ci_high
            assert ("do not decide" in finding.verdict) == covers
            fallen = finding.row.p_adjusted is not None and finding.row.p_adjusted >= 0.05
            assert not (fallen and finding.side != "open")


def test_a_hazard_is_told_beside_its_difference_in_weeks(estimates):
    view = View(estimates, make_context("en"))
    row = view.first("cps_report_time", "hazard_ratio", contrast=Contrast("intervention", "control"))
    text = finding_of(view, row, row.contrast).text
    assert text.index(" weeks (95% interval") < text.index("hazard ratio")


@pytest.mark.parametrize(
    ("outcome", "low", "high", "side"),
    [
        ("preterm", -0.2, -0.01, "better"),
        ("preterm", 0.01, 0.2, "worse"),
        ("preterm", -0.1, 0.1, "open"),
        ("breastfeeding", 0.01, 0.2, "better"),
        ("birth_weight", -90, -5, "worse"),
    ],
)
def test_the_favourable_side_depends_on_the_outcome(estimates, outcome, low, high, side):
    view = View(estimates, make_context("nl"))
    row = view.find(outcome, "risk_difference", "mean_difference")[0]
    assert side_of(view, row._replace(ci_low=low, ci_high=high)) == side


def test_a_longer_time_to_a_report_is_favourable(estimates):
    view = View(estimates, make_context("nl"))
    row = view.first("cps_report_time", "rmst_difference")
    assert side_of(view, row._replace(ci_low=1.0, ci_high=9.0)) == "better"


def test_a_small_cohort_of_one_arm_uses_the_same_template(tmp_path):
    rows, context = one_arm_estimates(), one_arm_context("en")
    write_figures(rows, context, tmp_path / "figures")
    write_tables(rows, context, tmp_path / "tables")
    html = write_report(
        rows, context, tmp_path / "figures", tmp_path / "tables", tmp_path / "r.html"
    ).read_text("utf-8")
    outline(html)
    assert "no comparison group" in html and "Effect size per case" in html
    assert '<section id="multiplicity"' not in html and "Usual care" not in html


def test_the_same_input_gives_the_same_report(tmp_path, estimates):
    few = estimates[estimates["family"] == "birth"]
    pages = [
        write_report(few, make_context("nl"), tmp_path, tmp_path, tmp_path / name).read_bytes()
        for name in "ab"
    ]
    assert pages[0] == pages[1]


def test_markup_in_a_label_or_warning_is_text(tmp_path, estimates):
    few = estimates[estimates["family"] == "birth"].copy()
    few.loc[few.index[0], "warnings"] = "</script><script>alert(1)</script>"
    html = write_report(few, make_context("nl"), tmp_path, tmp_path, tmp_path / "r.html").read_text("utf-8")
    assert "<script>alert" not in html


def test_quality_findings_are_shown_worst_first(written):
    html, _ = written
    section = html[html.index('<section id="quality"') : html.index('<section id="estimates"')]
    assert section.index("Waarschuwing") < section.index("Ter informatie")
    assert "SIGARETTEN" in section


def test_provenance_of_any_depth_is_flattened():
    groups = flatten(
        {"made": "x", "inputs": {}, "configuration": {"analysis": {"adjust": ["a", "b"]}}, "list": [1, 2]}
    )
    assert groups == [
        ("", [("made", "x")]),
        ("configuration", [("analysis.adjust", "a, b")]),
        ("list", [("", "1, 2")]),
    ]


def test_a_table_without_rows_still_gives_a_report(tmp_path, estimates):
    html = write_report(
        estimates.iloc[:0], make_context("en"), tmp_path, tmp_path, tmp_path / "r.html"
    ).read_text("utf-8")
    outline(html)


def test_comparison_is_called_by_construction_for_synthetic_data(tmp_path, estimates):
    line = {"outcome": "smoking", "wave": "m2", "statistic": "percentage", "estimand": "risk"}
    line |= {"arm": "control", "published": 45.0, "ours": 44.0, "source": "paper"}
    context = replace(make_context("en"), comparison=pd.DataFrame([line]))
    few = estimates[estimates["family"] == "birth"]
    html = write_report(few, context, tmp_path, tmp_path, tmp_path / "r.html").read_text("utf-8")
    assert "by construction and not a replication" in html


def real(context, **changes):
    return replace(context, data_kind="real", **changes)


def part(html: str, section: str) -> str:
    start = html.index(f'<section id="{section}"')
    return html[start : html.index("</section>", start)]


@pytest.fixture
def told(tmp_path, estimates):
    """The page of a few rows with the given context."""
    few = estimates[estimates["family"] == "birth"]

    def write(context):
        path = write_report(few, context, tmp_path, tmp_path, tmp_path / "r.html")
        return path.read_text(encoding="utf-8")

    return write


DICTIONARY = pd.DataFrame({"variable": ["hiv", "age", "site"], "measured": [7, 297, 300]})


def test_the_dictionary_of_real_data_tells_no_small_number_measured_or_missing(told):
    html = part(told(real(make_context("en"), dictionary=DICTIONARY)), "dictionary")
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", html)
    assert cells == ["hiv", "&lt;10", "age", "300", "site", "300"]
    assert "rounded to a multiple of 10" in html


def test_findings_about_real_data_have_coarse_counts_and_no_rows(told):
    findings = pd.DataFrame(
        {
            "severity": ["warning", "warning"],
            "row": ["4, 19, 233", ""],
            "check": ["excluded: older than 27", "rule 'a' is broken"],
            "count": [3, 14],
        }
    )
    html = part(told(real(make_context("en"), quality=findings)), "quality")
    assert ">&lt;10<" in html and ">10<" in html
    assert "233" not in html and '<th scope="col" class="l">Row</th>' not in html


def test_the_limit_is_that_of_the_configuration(told):
    html = part(told(real(make_context("en"), dictionary=DICTIONARY, minimum_cell=5)), "dictionary")
    assert re.findall(r"<td[^>]*>([^<]*)</td>", html)[1::2] == ["5", "295", "300"]


def test_synthetic_and_public_data_are_told_exactly(told):
    context = make_context("en")
    public = context.manifest.model_copy(update={"public": True})
    for free in (context, real(context, manifest=public)):
        html = part(told(replace(free, dictionary=DICTIONARY)), "dictionary")
        assert re.findall(r"<td[^>]*>([^<]*)</td>", html)[1::2] == ["7", "297", "300"]
