"""Files on their way in, without a server."""

import shutil
from io import BytesIO
from pathlib import Path

from klagerejsen.background import jobs, worker


def test_a_run_that_says_its_last_word_while_its_file_is_dropped_leaves_nothing_behind(tmp_path, monkeypatch) -> None:
    job = jobs.begin(tmp_path / "intake", BytesIO(b"dato;titel"), "journal.csv", 1, 1)
    said = []

    def emptied_and_then_removed(folder: Path, **_options: object) -> None:
        for path in folder.iterdir():
            path.unlink()
        worker._append(job.told("table"), {"refused": {}})
        said.append(list(folder.iterdir()))
        folder.rmdir()

    monkeypatch.setattr(shutil, "rmtree", emptied_and_then_removed)
    jobs.drop(job)
    assert said == [[]]
    assert list((tmp_path / "intake").iterdir()) == []
