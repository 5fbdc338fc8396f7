"""Files that can be made again: damage is seen, and nothing depends on them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from cleaner.cachefile import cache_folder, read_packed, write_packed
from cleaner.patterns import literals
from cleaner.patterns.literalcache import codes_of
from cleaner.patterns.literals import required_codes
from cleaner.rulebook.yamlcache import read_once


@pytest.fixture
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in programs that make one book: the tests remember literals."""
    monkeypatch.setattr(literals, "_remembered", None)


PATTERNS = [rf"(?i)^\W*kites? of (?:red|blue) number {number}\b.*\bsea$" for number in range(60)]
FOUND = [*map(required_codes, PATTERNS)]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "kites-1.z"
    assert read_packed(path) is None
    write_packed(path, b"red", "kites-*.z*")
    write_packed(path, b"blue", "kites-*.z*")
    assert read_packed(path) == b"blue"
    assert [entry.name for entry in path.parent.iterdir()] == ["kites-1.z"]


@pytest.mark.parametrize("damage", [b"", b"red", b"\x78\x01"])
def test_damage_is_no_content(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "kites.z"
    path.write_bytes(damage)
    assert read_packed(path) is None


def test_every_bit_counts(tmp_path: Path) -> None:
    path = tmp_path / "kites.z"
    write_packed(path, b"red kites", "kites*")
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_packed(path) in (None, b"red kites")


def test_others_are_deleted_once_they_are_out_of_use(tmp_path: Path) -> None:
    old, unfinished, used, other = (tmp_path / name for name in ("kites-0.z", "kites-1.zx7", "kites-2.z", "sea-0.z"))
    for path in (old, unfinished, used, other):
        path.touch()
    for path in (old, unfinished, other):
        os.utime(path, (0, 0))
    write_packed(tmp_path / "kites-3.z", b"red", "kites-*.z*")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kites-2.z", "kites-3.z", "sea-0.z"]


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    write_packed(tmp_path / "file" / "kites.z", b"red", "kites*")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_folder_is_the_one_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "cleaner"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for named in ("", "a/relative/one"):  # which the standard for it says not to heed
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert cache_folder() == tmp_path / "home" / ".cache" / "cleaner"


@pytest.mark.usefixtures("_forgetful")
def test_literals_from_the_cache_are_those_of_the_patterns(tmp_path: Path) -> None:
    assert codes_of(PATTERNS, tmp_path) == FOUND
    (path,) = tmp_path.iterdir()
    os.utime(path, (0, 0))
    assert codes_of(PATTERNS, tmp_path) == FOUND
    assert path.stat().st_mtime > 0
    path.write_bytes(path.read_bytes()[:-9])
    assert codes_of(PATTERNS, tmp_path) == FOUND
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.usefixtures("_forgetful")
def test_other_patterns_have_another_file(tmp_path: Path) -> None:
    codes_of(PATTERNS, tmp_path)
    assert codes_of(PATTERNS[1:], tmp_path) == FOUND[1:]
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.usefixtures("_forgetful")
def test_few_patterns_need_no_file(tmp_path: Path) -> None:
    assert codes_of(PATTERNS[:3], tmp_path) == codes_of(PATTERNS[:3], None) == FOUND[:3]
    assert not [*tmp_path.iterdir()]


def test_programs_that_make_many_books_write_no_files(tmp_path: Path) -> None:
    assert codes_of(PATTERNS, tmp_path) == FOUND
    assert not [*tmp_path.iterdir()]


def test_yaml_files_are_read_once_until_one_of_them_changes(tmp_path: Path) -> None:
    first, second, folder = tmp_path / "en.yaml", tmp_path / "de.yaml", tmp_path / "cache"
    reads = 0

    def texts(paths: Sequence[Path]) -> list[str]:
        nonlocal reads
        reads += 1
        return [path.read_text(encoding="utf-8") for path in paths]

    first.write_text("a kite", encoding="utf-8")
    second.write_text("ein Drachen", encoding="utf-8")
    for _ in range(2):
        assert read_once([first, second], texts, folder) == ["a kite", "ein Drachen"]
    assert reads == 1
    first.write_text("a lite", encoding="utf-8")
    assert read_once([first, second], texts, folder) == ["a lite", "ein Drachen"]
    assert read_once([first], texts, folder) == ["a lite"]
    assert reads == 3
    for path in folder.iterdir():
        path.write_bytes(b"damage")
    assert read_once([first], texts, folder) == read_once([first], texts, None) == ["a lite"]
    assert reads == 5
    first.unlink()
    with pytest.raises(FileNotFoundError):
        read_once([first], texts, folder)
