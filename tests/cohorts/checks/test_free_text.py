"""What people typed: told, left out without a purpose, and never a category of its own outside."""

from pathlib import Path

from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

CONTENT = {
    "name": "demo", "title": "Demo", "design": "one_arm",
    "files": [
        {"path": "d.csv", "holds": "participants", "id": "id",
         "columns": {"origin": "origin", "remark": "remark", "empty": "empty"}}
    ],
    "variables": {
        "origin": {"label": "Origin", "type": "category", "role": "baseline"},
        "remark": {"label": "Remark", "type": "text"},
        "empty": {"label": "Empty", "type": "number"},
    },
}  # fmt: skip


def read(tmp_path: Path, content: dict):
    (tmp_path / "d.csv").write_text(
        "id,origin,remark,empty\n1,a,was ill,\n2,b,moved,\n3,a,,\n", encoding="utf-8"
    )
    return ingest(Manifest.model_validate(content), tmp_path)


def told(result, column: str) -> list[str]:
    return [finding.check for finding in result.findings if finding.column == column]


def test_unlisted_categories_texts_without_purpose_and_empty_variables_are_told(tmp_path):
    result = read(tmp_path, CONTENT)
    assert any("as they were typed" in check for check in told(result, "origin"))
    assert any("free text is left out" in check for check in told(result, "remark"))
    assert any("nobody has a value" in check for check in told(result, "empty"))
    assert "remark" not in result.participants


def test_a_text_with_a_purpose_is_kept_and_a_listed_category_is_not_told(tmp_path):
    variables = CONTENT["variables"] | {
        "origin": {**CONTENT["variables"]["origin"], "labels": {"a": "A", "b": "B"}},
        "remark": {"label": "Remark", "type": "text", "purpose": "coded by two raters within the project"},
    }
    result = read(tmp_path, CONTENT | {"variables": variables})
    assert "remark" in result.participants
    assert not told(result, "origin")
