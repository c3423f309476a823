"""Files without a clock: the same contents give the same bytes, whenever they are written.

Formats that carry a time get a fixed one: that of ``SOURCE_DATE_EPOCH`` (seconds since 1970, a convention of
reproducible builds) or else the start of the year 2000.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import UTC, datetime

_FIXED = datetime(2000, 1, 1, tzinfo=UTC)
#: The first moment that a zip archive can tell.
_FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)
#: Where the times of an Office document stand, in ``docProps/core.xml``.
_CORE_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
#: Where date (``01 Jan 00``) and time (``00:00:00``) stand in the header of an SPSS system file.
_SAV_TIME = slice(92, 109)


def told_time() -> datetime | None:
    """The time that ``SOURCE_DATE_EPOCH`` tells; None where it is not set or no number."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    return datetime.fromtimestamp(int(text), UTC) if text.isdigit() else None


def fixed_time() -> datetime:
    """The time that goes into files."""
    return told_time() or _FIXED


def without_clock(archive: bytes) -> bytes:
    """A zip archive (Word, Excel) with the fixed time on every member and in its properties."""
    moment, out = fixed_time(), io.BytesIO()
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stamped = max(moment.timetuple()[:6], _FIRST_OF_ZIP)
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _CORE_TIME.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            new.writestr(zipfile.ZipInfo(name, stamped), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sav_without_clock(content: bytes) -> bytes:
    """An SPSS system file with the fixed time in its header."""
    moment = fixed_time()
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    date = f"{moment.day:02} {months[moment.month - 1]} {moment.year % 100:02}".encode()
    time = moment.strftime("%H:%M:%S").encode()
    return content[: _SAV_TIME.start] + date + time + content[_SAV_TIME.stop :]
