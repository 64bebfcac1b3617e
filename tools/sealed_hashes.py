"""Write down the hashes of the files that seal and open in browsers.

`python tools/sealed_hashes.py` is run after every change to one of them.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core.sealed_files import FOLDER, RECORD, hashes  # noqa: E402  the tree is found first

if __name__ == "__main__":
    static = ROOT / "static"
    text = json.dumps(hashes(static), indent=2) + "\n"
    (static / FOLDER / RECORD).write_text(text)
