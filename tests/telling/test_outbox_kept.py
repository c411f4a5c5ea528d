"""What people put or typed into the outbox survives each later run beside the new lists."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from tasks.outbox import RECORD, carry_over, drop, free_name, put_into, recover, swap_in

LIST, OTHER = "田横镇/预警信息清单_田横镇_2026-10.xlsx", "金口镇/预警信息清单_金口镇_2026-10.xlsx"
KEPT = LIST.replace(".xlsx", "_旧稿.xlsx")


def run(outbox: Path, lists: dict[str, str], told: tuple[str, ...] = ("月调度",)) -> list[str]:
    """A run that writes these lists: below the folder -> content."""
    fresh = outbox.with_name(f".{outbox.name}.new")
    for name, text in lists.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_text(text, encoding="utf-8")
    recover(outbox)
    aside = carry_over(outbox, fresh, told)
    swap_in(fresh, outbox)
    return aside


def held(outbox: Path) -> dict[str, str]:
    files = [file for file in outbox.rglob("*") if file.is_file() and file.name != RECORD]
    return {file.relative_to(outbox).as_posix(): file.read_text(encoding="utf-8") for file in files}


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    run(tmp_path / "2026-10", {LIST: "一", OTHER: "一"})
    return tmp_path / "2026-10"


def test_an_untouched_list_is_replaced_and_one_that_is_not_written_any_more_goes(outbox: Path) -> None:
    assert run(outbox, {LIST: "二"}) == [] and held(outbox) == {LIST: "二"}


def test_a_list_that_was_typed_into_stays_beside_the_new_one(outbox: Path) -> None:
    (outbox / LIST).write_text("一，填了", encoding="utf-8")
    assert run(outbox, {LIST: "二"}) == [KEPT]
    assert held(outbox) == {LIST: "二", KEPT: "一，填了"}
    assert run(outbox, {LIST: "二"}) == [] and held(outbox)[KEPT] == "一，填了"  # and stays through further runs
    (outbox / LIST).write_text("二，又填了", encoding="utf-8")
    assert run(outbox, {LIST: "三"}) == [KEPT.replace("旧稿", "旧稿2")]
    assert sorted(held(outbox).values()) == ["一，填了", "三", "二，又填了"]


def test_a_list_that_was_typed_into_and_is_not_written_any_more_stays(outbox: Path) -> None:
    (outbox / OTHER).write_text("一，填了", encoding="utf-8")
    assert run(outbox, {LIST: "一"}) == [OTHER.replace(".xlsx", "_旧稿.xlsx")]


def test_what_somebody_put_there_stays_under_its_name(outbox: Path) -> None:
    (outbox / "田横镇/走访照片.jpg").write_text("图", encoding="utf-8")
    (outbox / "备忘.txt").write_text("记", encoding="utf-8")
    (outbox / "田横镇/~$预警.xlsx").write_text("", encoding="utf-8")
    for _ in range(2):
        assert run(outbox, {LIST: "二"}) == []
        assert held(outbox) == {LIST: "二", "田横镇/走访照片.jpg": "图", "备忘.txt": "记"}


def test_what_commands_of_their_own_wrote_stays_and_is_known(outbox: Path, tmp_path: Path) -> None:
    name = PurePosixPath("县级/月调度_2026-10.xlsx")

    def dispatched(text: str) -> None:
        (tmp_path / "d" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / name).write_text(text, encoding="utf-8")
        put_into(tmp_path / "d", outbox, [name])

    dispatched("一调度")
    run(outbox, {LIST: "二"})
    dispatched("二调度")
    assert held(outbox) == {LIST: "二", str(name): "二调度"}
    (outbox / name).write_text("二调度，批注", encoding="utf-8")
    assert run(outbox, {LIST: "三"}) == []
    dispatched("三调度")
    kept = str(name).replace(".xlsx", "_旧稿.xlsx")
    assert held(outbox) == {LIST: "三", str(name): "三调度", kept: "二调度，批注"}
    drop(outbox, [name])
    assert str(name) not in held(outbox)
    (outbox / LIST).write_text("三，填了", encoding="utf-8")
    drop(outbox, [PurePosixPath(LIST)])
    assert held(outbox)[LIST] == "三，填了"


def test_a_folder_of_an_older_version_loses_nothing(outbox: Path) -> None:
    (outbox / RECORD).unlink()
    assert set(run(outbox, {LIST: "二", OTHER: "一"})) == {KEPT}
    assert held(outbox) == {LIST: "二", OTHER: "一", KEPT: "一"}


def test_a_run_killed_between_the_two_renames_loses_nothing(outbox: Path) -> None:
    (outbox / LIST).write_text("一，填了", encoding="utf-8")
    (outbox / "县级").mkdir()
    (outbox / "县级/月调度_2026-10.xlsx").write_text("调度", encoding="utf-8")
    outbox.rename(outbox.with_name(".2026-10.old"))  # killed here
    assert run(outbox, {LIST: "二"}) == [KEPT]
    assert held(outbox) == {LIST: "二", KEPT: "一，填了", "县级/月调度_2026-10.xlsx": "调度"}
    assert not outbox.with_name(".2026-10.old").exists()


def test_a_run_killed_after_them_leaves_the_new_lists(outbox: Path) -> None:
    old = outbox.with_name(".2026-10.old")
    old.mkdir()
    (old / "x.xlsx").write_text("旧", encoding="utf-8")
    recover(outbox)
    assert run(outbox, {LIST: "二"}) == [] and held(outbox) == {LIST: "二"} and not old.exists()


def test_the_same_draft_is_kept_once(tmp_path: Path) -> None:
    for name, text in (("a.xlsx", "新"), ("a_旧稿.xlsx", "甲"), ("b.xlsx", "甲"), ("c.xlsx", "乙")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert free_name(tmp_path / "a.xlsx", tmp_path / "b.xlsx").name == "a_旧稿.xlsx"
    assert free_name(tmp_path / "a.xlsx", tmp_path / "c.xlsx").name == "a_旧稿2.xlsx"
