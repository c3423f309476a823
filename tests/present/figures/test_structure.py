"""All figures follow one rule each for direction, arm colours, axes and type, as their objects tell."""

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text
from present_rows import make_context, one_arm_context, one_arm_estimates, trial_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import FIGURES, plans, style
from voorzorg.present.figures.sheet import BANNER_GROUP, HEADING_GROUP
from voorzorg.present.figures.style import arm_style, styled
from voorzorg.present.words.messages import has_message

STYLESHEET = Path(style.__file__).parents[1] / "templates" / "style.css"
SMALLEST = 6.0  # points, at the size of two columns


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio of relative luminances."""

    def luminance(colour: str) -> float:
        channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        return float(np.dot([0.2126, 0.7152, 0.0722], channels))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module", params=["nl", "en"])
def drawn(request):
    """Every figure of a trial and of a study of one arm, by language: view, plan and figure."""
    found = []
    studies = [
        (trial_estimates(), make_context(request.param)),
        (one_arm_estimates(), one_arm_context(request.param)),
    ]
    with styled():
        for estimates, context in studies:
            view = View(estimates, context)
            found += [(view, plan, figure) for plan in plans(view) if (figure := plan.draw()) is not None]
    return found


def shown(figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def test_every_kind_of_figure_has_its_words():
    for language in ("nl", "en"):
        for kind in {figure.kind for figure in FIGURES}:
            for group in ("alt", "caption"):
                assert has_message(language, f"{group}.{kind}") or has_message(
                    language, f"one_arm.{group}.{kind}"
                ), (language, group, kind)


def test_no_text_is_a_key_or_too_small_or_hard_to_read(drawn):
    for _, plan, figure in drawn:
        for text in shown(figure):
            assert not re.search(r"[a-z]_[a-z]", text.get_text()), (plan.key, text.get_text())
            assert text.get_fontsize() >= SMALLEST, (plan.key, text.get_text(), text.get_fontsize())
            colour = to_hex(text.get_color())
            paper = style.BANNER if colour == style.BANNER_INK else style.PAPER
            if colour != style.PAPER:  # white text stands on a box in an arm's colour, which is tested below
                assert contrast(colour, paper) >= 4.5, (plan.key, text.get_text(), colour)


def test_the_palette_can_be_read_in_light_and_dark():
    for name in ("INK", "SOFT", "BLUE", "VERMILION", "GREEN", "PURPLE", "AMBER"):
        assert contrast(getattr(style, name), style.PAPER) >= 4.5, name
    blocks = re.findall(r":root\s*\{([^}]*)\}", STYLESHEET.read_text(encoding="utf-8"))
    palettes = [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})", block)) for block in blocks]
    assert len([one for one in palettes if "paper" in one]) >= 2
    for palette in palettes:
        if "paper" not in palette:
            continue
        for name in ("ink", "soft", "accent", "good", "bad"):
            for ground in ("paper", "panel"):
                assert contrast(palette[name], palette[ground]) >= 4.5, (name, ground, palette)


def test_an_arm_has_one_colour_in_every_figure(drawn):
    for view, plan, figure in drawn:
        if not view.contrasts:
            continue
        looks = {view.context.arm(arm): arm_style(view.context, arm) for arm in view.context.arms}
        for text in shown(figure):
            name = text.get_text().lstrip("■□ ").split("\n")[0]
            if name in looks and text.get_fontweight() == 600 and text not in getattr(figure, "around", []):
                assert to_hex(text.get_color()) == looks[name].colour.lower(), (plan.key, name)


def test_arrows_say_which_side_of_no_difference_favours_which_arm(drawn):
    """In every figure: both or none, each on its own side, with the arm that its outcomes are better for."""
    seen = set()
    for view, plan, figure in drawn:
        for axes in figure.axes:
            arrows = {text.get_text()[0]: text for text in axes.texts if text.get_text().startswith("←")}
            arrows |= {text.get_text()[-1]: text for text in axes.texts if text.get_text().endswith("→")}
            assert len(arrows) in (0, 2), plan.key
            if not arrows:
                continue
            seen.add(plan.kind)
            left, right = arrows["←"], arrows["→"]
            assert left.get_window_extent().x1 <= right.get_window_extent().x0, plan.key
            names = {
                arm: view.context.t("figure.overview.favours", arm=view.context.arm_in_text(arm))
                for arm in view.context.arms
            }
            assert {left.get_text()[2:], right.get_text()[:-2]} <= set(names.values()), plan.key
            assert left.get_text()[2:] != right.get_text()[:-2], plan.key
            assert right.get_text()[:-2] == names[better_on_the_right(view, axes)], plan.key
    assert seen == {"overview"}  # another figure with arrows states its own rule here


def better_on_the_right(view, axes) -> str:
    """The arm for which more of the panel's estimand is good, from the outcomes that its lines name."""
    reference, treated = view.context.arms
    shown = {text.get_text().removesuffix(" °") for text in axes.texts}
    lines = [
        known
        for key, known in view.context.outcomes.items()
        if any(text.startswith(view.context.outcome(key)) for text in shown)
    ]
    assert lines
    title = axes.get_title() or axes.get_title(loc="left")
    if title == view.context.t("figure.overview.hazards"):
        return reference
    if title == view.context.t("figure.overview.times"):
        return treated
    (better,) = {one.better for one in lines}
    return treated if better == "higher" else reference


def test_axes_run_from_left_to_right_and_from_below_up(drawn):
    lists = {
        "overview", "balance", "missingness", "holds", "moderators", "odds_ratios", "dumbbells", "change",
        "direction", "shares", "single_case", "curve", "flow",
    }  # fmt: skip
    for _, plan, figure in drawn:
        for axes in figure.axes:
            low, high = axes.get_xlim()
            assert low < high, plan.key
            low, high = axes.get_ylim()
            assert low < high or plan.kind in lists, plan.key  # a list of lines is read from the top


def test_decimals_on_axes_are_those_of_the_language(drawn):
    for view, plan, figure in drawn:
        wrong = r"\d\.\d" if view.context.language == "nl" else r"\d,\d{1,2}(?!\d)"
        for axes in (one for one in figure.axes if one.axison):
            for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
                assert not re.search(wrong, label.get_text()), (plan.key, label.get_text())


def test_nothing_of_a_heading_or_note_runs_off_the_page(drawn):
    for _, plan, figure in drawn:
        width = figure.get_size_inches()[0] * figure.dpi
        for text in figure.around:
            assert text.get_window_extent().x1 <= width, (plan.key, text.get_text())


def test_a_journal_version_says_synthetic_and_holds_no_heading(drawn):
    from voorzorg.present.figures.recording import Recorder

    _, _, figure = next(one for one in drawn if one[1].kind == "overview")
    drawing = Recorder().record(figure)
    groups = {group for group, name, *_ in drawing.calls if name == "draw_text"}
    assert groups == {"", HEADING_GROUP, BANNER_GROUP}
    heading = {
        arguments[3]
        for group, name, arguments, _ in drawing.calls
        if group == HEADING_GROUP and name == "draw_text"
    }
    assert heading == {text.get_text() for text in figure.around}
    part, lowered = figure.journal_part()
    assert part.height < figure.get_size_inches()[1] and lowered > 0


def test_the_flow_diagram_has_consorts_stages(drawn):
    words = {"nl": "niet in de gegevens vastgelegd", "en": "not recorded in the data"}
    for view, plan, figure in drawn:
        if plan.kind == "flow" and view.contrasts:
            found = [text.get_text() for text in shown(figure)]
            t = view.context.t
            assert t("figure.flow.assessed") in found and words[view.context.language] in found
            assert t("figure.flow.in_analysis") in found or not any(row.primary for row in view.rows)


def test_a_curve_holds_one_analysis_and_never_turns_back(drawn):
    """A curve of those observed and one of imputed data sets are two; drawn as one they make a comb."""
    from voorzorg.present.figures.trial.curves import curve_outcomes, curve_rows

    seen = 0
    for view in {id(view): view for view, _, _ in drawn}.values():
        for outcome in curve_outcomes(view):
            for arm in view.context.arms:
                rows = curve_rows(view, outcome, arm)
                times, values = [row.time_weeks for row in rows], [row.estimate for row in rows]
                assert len(set(times)) == len(times) and len({row.analysis for row in rows}) == 1
                assert sorted(values) in (values, values[::-1])
                seen += 1
    assert seen
