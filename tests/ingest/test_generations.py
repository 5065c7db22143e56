import json

import pytest

from ingest.errors import IndexUnavailable, UsageError
from ingest.generations import LAYOUT, Generations, Manifest, read_manifest

MANIFEST = Manifest(LAYOUT, "v", "hashing-1", 384, "", 0.4, 1, 1, 1)


@pytest.fixture
def generations(tmp_path):
    return Generations(tmp_path)


def publish(generations):
    with generations.locked():
        return generations.publish(generations.begin(), MANIFEST)


def test_nothing_is_current_at_first(generations):
    assert generations.current() is None


def test_publish_makes_it_current(generations):
    folder = publish(generations)
    assert generations.current() == folder
    assert read_manifest(folder) == MANIFEST


def test_numbers_grow_and_only_two_are_kept(generations):
    folders = [publish(generations) for _ in range(4)]
    assert [f.name for f in folders] == ["000001", "000002", "000003", "000004"]
    assert generations.superseded() == folders[:2]


def test_what_a_killed_ingest_left_is_swept_by_the_next(generations):
    first = publish(generations)
    with generations.locked():
        left = generations.begin()
        (left / "half").write_text("x")
    with generations.locked():
        assert not left.exists()
    assert generations.current() == first


def test_a_generation_renamed_but_never_current_is_superseded(generations):
    first = publish(generations)
    orphan = generations.folder / "000002"
    orphan.mkdir()
    assert generations.superseded() == [orphan]
    assert generations.current() == first


def test_one_ingest_at_a_time(generations, tmp_path):
    with (
        generations.locked(),
        pytest.raises(UsageError, match="another 'poles ingest'"),
        Generations(tmp_path).locked(),
    ):
        pass


@pytest.mark.parametrize("text", ["", "{", "{}", json.dumps({"layout": "0"})])
def test_a_damaged_manifest_is_a_clear_error(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        read_manifest(tmp_path)


def test_another_layout_is_refused(generations):
    folder = publish(generations)
    values = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(values | {"layout": "0.0"}))
    with pytest.raises(IndexUnavailable, match="layout"):
        read_manifest(folder)
