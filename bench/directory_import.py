"""`python -m bench.directory_import`: how long 20,000 services take to come in, and in what memory.

Makes a file of version 12 of the Finnish Service Catalogue: general descriptions, organisations,
services and channels with hours, connections. Reads it into an empty house on SQLite, again
unchanged, and once more broken off in the middle; measures a process of its own each time. Writes
the figures to `directory_import.json` when asked to.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import report

HERE = Path(__file__).resolve().parent
KEPT = HERE / "directory_import.json"
SERVICES = 20_000
MOST_SECONDS, MOST_MB = 180, 500
SYLLABLES = (
    "ka",
    "lo",
    "tu",
    "si",
    "me",
    "ra",
    "pää",
    "vyö",
    "nuo",
    "ris",
    "työ",
    "tel",
    "mi",
    "ja",
)


def main() -> int:
    """Measure, print, and write when told to. Gives 1 when a promise was not kept."""
    asked = argparse.ArgumentParser(prog="python -m bench.directory_import", description=__doc__)
    asked.add_argument("--services", type=int, default=SERVICES)
    asked.add_argument("--write", action="store_true", help="keep the figures")
    asked.add_argument("--child", nargs=2, metavar=("FOLDER", "FILE"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.child:
        return _child(Path(given.child[0]), Path(given.child[1]))
    found = _measure(given.services)
    print(json.dumps(found, indent=1))
    if given.write:
        KEPT.write_text(json.dumps(found, indent=1) + "\n")
    first = found["first"]
    return int(first["seconds"] > MOST_SECONDS or first["peak_mb"] > MOST_MB)


def _measure(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "catalogue.json"
        _write(file, count)
        found: dict[str, Any] = {
            "machine": report.machine(),
            "services": count,
            "file_mb": round(file.stat().st_size / 1e6, 1),
            "promised": {"seconds": MOST_SECONDS, "peak_mb": MOST_MB},
        }
        for name in ("first", "again"):
            found[name] = _run(Path(folder), file)
        return found


def _run(folder: Path, file: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.directory_import", "--child", str(folder), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _child(folder: Path, file: Path) -> int:
    from app.factory import create_app  # noqa: PLC0415
    from app.migrate import upgrade  # noqa: PLC0415
    from core.settings import Settings  # noqa: PLC0415
    from guidance.importing.running import import_file  # noqa: PLC0415

    settings = Settings(demo=True, data_dir=folder, bind_port=5000)
    upgrade(settings)
    create_app(settings)
    began, phases = time.perf_counter(), dict[str, float]()
    worked = time.process_time()

    def tell(phase: str, _done: int, _total: int) -> None:
        phases[phase] = round(time.perf_counter() - began, 1)

    with file.open("rb") as opened:
        run = import_file(opened, name=file.name, tell=tell)
    told = {
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(time.process_time() - worked, 1),
        "until": phases,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **{name: getattr(run, name) for name in ("created", "updated", "unchanged", "refused")},
    }
    print(json.dumps(told))
    return 0


def _write(file: Path, count: int) -> None:
    with file.open("w", encoding="utf-8") as opened:
        opened.write("[")
        for number, one in enumerate(_records(count)):
            opened.write(",\n" * bool(number) + json.dumps(one, ensure_ascii=False))
        opened.write("]\n")


def _records(count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)
    said = [_sentence(chance) for _ in range(6_000)]
    organisations = [str(UUID(int=10**9 + n)) for n in range(max(count // 40, 1))]
    general = [str(UUID(int=2 * 10**9 + n)) for n in range(max(count // 45, 1))]
    for one in organisations:
        words = {"fi": {"name": chance.choice(said)[:60], "description": chance.choice(said)}}
        yield {"contentId": one, "businessId": "0000000-0", "languageVersions": words}
    for one in general:
        yield {"contentId": one, "languageVersions": _texts(chance, said), "chargeType": "Free"}
    for number in range(count):
        yield _service(chance, said, number, chance.choice(organisations), chance.choice(general))
        yield _channel(chance, said, number)
        ids = str(UUID(int=number + 1)), str(UUID(int=3 * 10**9 + number))
        yield {"serviceContentId": ids[0], "channelContentId": ids[1]}


def _service(
    chance: random.Random, said: list[str], number: int, organisation: str, general: str
) -> dict[str, Any]:
    municipalities = [f"{chance.randrange(1, 300):03}" for _ in range(chance.randrange(1, 6))]
    return {
        "contentId": str(UUID(int=number + 1)),
        "organizationContentId": organisation,
        "generalDescriptionContentId": chance.choice([general, None]),
        "serviceType": "Service",
        "serviceClasses": [f"P{chance.randrange(1, 28)}.{chance.randrange(1, 6)}"],
        "targetGroups": ["KR1.3"],
        "lifeEvents": [],
        "ontologyTerms": [f"http://www.yso.fi/onto/koko/p{chance.randrange(1, 4000)}"],
        "chargeType": chance.choice(["Free", "Charged", None]),
        "serviceLanguages": ["fi", "sv"],
        "area": {"areaType": "LimitedArea", "municipalities": sorted(set(municipalities))},
        "languageVersions": _texts(chance, said),
        "publishedAt": "2026-10-01T08:00:00.000Z",
    }


def _channel(chance: random.Random, said: list[str], number: int) -> dict[str, Any]:
    hours = {"hours": [{"start": "09:00", "end": "16:00", "openingStatus": "Open"}]}
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), hours)
    phone = {"type": "DomesticPhone", "dialCode": "+358", "number": "000 000", "chargeType": "Free"}
    street = {
        "streetName": {"fi": "Esimerkkikatu"},
        "addressDetail": str(number),
        "postalCode": "00100",
        "postOffice": {"fi": "Helsinki"},
        "coordinates": [{"system": "EPSG:3067", "northing": 6672000, "easting": 386000}],
    }
    rule = {"type": "WeeklyUntilFurtherNoticeServiceHour", "weeklyHours": week}
    return {
        "contentId": str(UUID(int=3 * 10**9 + number)),
        "serviceChannelType": "ServiceLocation",
        "languageVersions": {
            "fi": {"name": chance.choice(said)[:60], "contactPhoneNumbers": [phone]}
        },
        "location": {"streetAddresses": [street]},
        "serviceHours": {"hours": [rule], "holidayServiceHours": None},
        "publishedAt": "2026-10-01T08:00:00.000Z",
    }


def _texts(chance: random.Random, said: list[str]) -> dict[str, Any]:
    return {
        lang: {
            "name": chance.choice(said)[:80],
            "summary": chance.choice(said)[:140],
            "description": " ".join(chance.choices(said, k=12)),
            "userInstructions": " ".join(chance.choices(said, k=3)),
        }
        for lang in ("fi", "sv")
    }


def _sentence(chance: random.Random) -> str:
    """Make a sentence of words that no list knows: the analyser has to work for each."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randrange(2, 5))) for _ in range(9)]
    return f"{' '.join(words).capitalize()}."


if __name__ == "__main__":
    sys.exit(main())
