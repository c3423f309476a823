"""The report: one HTML file that opens from disk without internet, for any cohort."""

from voorzorg.present.report.write import write_report

__all__ = ["write_report"]
