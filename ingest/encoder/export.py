"""Write the encoder as a folder that sentence-transformers opens.

    python -m ingest.encoder.export FOLDER                  # the model of the package
    python -m ingest.encoder.export FOLDER --model MODEL    # a model that ``train`` wrote
    SentenceTransformer("FOLDER", trust_remote_code=True)

The folder names ``ingest.encoder.hub.TableModule`` as its only module, which is why the flag is
needed and why this package must be installed where the folder is opened.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from ingest.encoder.model import CONFIG_FILE, HEAD_FILE, SCALES_FILE, TABLE_FILE, WORDS_FILE

__all__ = ["export_model"]

_CARD = "MODEL_CARD.md"
_MODULES = [{"idx": 0, "name": "0", "path": "", "type": "ingest.encoder.hub.TableModule"}]
_TRANSFORMERS = {"prompts": {}, "similarity_fn_name": "cosine"}


def export_model(folder: Path, source: Path | None = None) -> None:
    """Copy the model in ``source``, or of the package, with what sentence-transformers reads."""
    folder.mkdir(parents=True, exist_ok=True)
    source = source or Path(__file__).parent
    for name in (CONFIG_FILE, TABLE_FILE, SCALES_FILE, HEAD_FILE, WORDS_FILE):
        shutil.copyfile(source / name, folder / name)
    if (source / _CARD).is_file():
        shutil.copyfile(source / _CARD, folder / "README.md")
    for name, content in (
        ("modules.json", _MODULES),
        ("config_sentence_transformers.json", _TRANSFORMERS),
    ):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.export",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="made if missing")
    parser.add_argument("--model", type=Path, help="folder of another model than the package's")
    given = parser.parse_args()
    export_model(given.folder, given.model)
    sys.stderr.write(f"written to {given.folder}\n")


if __name__ == "__main__":
    main()
