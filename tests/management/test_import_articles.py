import csv
import os
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.ingest.batches import new_batch, take_next
from articles.models import Article, Proposal, Section
from tests.admin.test_importing import BAD, FRENCH
from tests.drill.texts import article
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NOTHING = "0 files: nothing to do\n"


@pytest.fixture
def folder(tmp_path):
    """Three articles, one of them below, one twice and one in an old encoding; and what is no
    article.
    """
    folder = tmp_path / "received"
    (folder / "wire" / "late").mkdir(parents=True)
    (folder / ".trash").mkdir()
    (folder / "b.txt").write_bytes(article(1).encode())
    (folder / "a.txt").write_bytes(article(2).encode())
    (folder / "wire" / "late" / "c.txt").write_bytes(article(3).encode("cp1252"))
    (folder / "wire" / "b-again.txt").write_bytes(article(1).encode())
    (folder / "wire" / "picture.png").write_bytes(b"\x89PNG\0\0")
    (folder / ".trash" / "d.txt").write_bytes(article(4).encode())
    (folder / ".hidden.txt").write_bytes(article(5).encode())
    return folder


def run(*arguments):
    """What was printed, what was complained of, and the error that ended it, if one did."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), None


def headlines():
    return list(Article.objects.order_by("pk").values_list("headline", "obtained"))


def headline(number):
    return article(number).split("/")[0]


def test_folder_is_imported_by_name_with_what_is_below_it(folder):
    out, err, error = run(folder)
    assert headlines() == [
        (headline(2), "File a.txt"),
        (headline(1), "File b.txt"),
        (headline(3), "File c.txt"),
    ]
    assert out == "5 files: 3 created, 1 unchanged, 1 refused, 1 with problems\n"
    assert err.startswith(f"Refused: {folder}/wire/picture.png: This is a picture")
    assert error == "1 of 5 files were refused."


def test_second_run_changes_nothing(folder):
    run(folder)
    rows = list(Article.objects.order_by("pk").values()), Proposal.objects.count()
    out, _, _ = run(folder)
    assert out == "5 files: 4 unchanged, 1 refused\n"
    assert (list(Article.objects.order_by("pk").values()), Proposal.objects.count()) == rows


def test_problems_are_written_with_path_and_line(folder, tmp_path):
    (folder / "wire.txt").write_text("GREYHYTHE (Norwire) - The toll stays.\n")
    run(folder, "--problems", tmp_path / "problems.csv")
    with (tmp_path / "problems.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading == ["path", "line", "message"]
    assert [row[:2] for row in rows] == [
        [f"{folder}/wire.txt", "1"],
        [f"{folder}/wire/picture.png", ""],
        [f"{folder}/wire/late/c.txt", "1"],
    ]
    assert "No headline" in rows[0][2]
    assert "This is a picture" in rows[1][2]
    assert "read as Windows-1252, which is a guess" in rows[2][2]


def test_a_file_name_that_a_spreadsheet_would_run_is_neutralised(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "=HYPERLINK(1).txt").write_text("")
    run("=HYPERLINK(1).txt", "--problems", "problems.csv")
    with open("problems.csv", encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1][0] == "'=HYPERLINK(1).txt"


def test_how_they_were_obtained_is_kept(folder):
    run(folder / "a.txt", folder / "b.txt", "--obtained", "The archive’s discs")
    assert headlines() == [
        (headline(2), "The archive’s discs"),
        (headline(1), "The archive’s discs"),
    ]


def test_hidden_file_is_imported_when_it_is_named(folder):
    assert run(folder / ".hidden.txt")[2] is None
    assert headlines() == [(headline(5), "File .hidden.txt")]


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_and_leaves_nothing(tmp_path, name):
    raw, _ = BAD[name]
    (tmp_path / name).write_bytes(raw)
    _, err, error = run(tmp_path)
    assert err.startswith(f"Refused: {tmp_path}/{name}: ")
    assert error == "1 of 1 files were refused."
    assert not any(model.objects.exists() for model in (Article, Section, Proposal))


def test_first_refusals_are_named_and_the_others_counted(tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02}.bin").write_bytes(b"\0")
    _, err, error = run(tmp_path)
    lines = err.splitlines()
    assert [line.split(": ")[1] for line in lines[:-1]] == [
        f"{tmp_path}/{number:02}.bin" for number in range(10)
    ]
    assert lines[-1] == "and 2 more: --problems FILE names them all."
    assert error == "12 of 12 files were refused."


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are text")
def test_file_name_that_is_no_text_is_told_as_well_as_can_be(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(article(1).encode())
    assert run(tmp_path)[2] is None
    assert headlines() == [(headline(1), "File caf\ufffd.txt")]


def test_link_that_leads_nowhere_is_passed_over(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "a.txt").write_bytes(article(1).encode())
    assert run(tmp_path)[2] is None
    assert headlines() == [(headline(1), "File a.txt")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Name files or folders, or a batch."),
        (["nowhere.txt"], "There is no file or folder nowhere.txt."),
        (["--batch", "77"], "There is no batch 77."),
    ],
)
def test_what_cannot_be_meant_is_said_before_anything_is_imported(folder, arguments, told):
    paths = [folder] if arguments[:1] == ["nowhere.txt"] else []
    assert run(*paths, *arguments) == ("", "", told)
    assert not Article.objects.exists()


def test_problems_need_a_file_that_can_be_written(folder, tmp_path):
    _, _, error = run(folder, "--problems", tmp_path / "none" / "problems.csv")
    assert error == f"{tmp_path}/none/problems.csv: No such file or directory"
    assert not Article.objects.exists()


def test_doubtful_ones_are_left_out_unless_they_are_wanted(tmp_path):
    (tmp_path / "fr.txt").write_text(FRENCH, encoding="utf-8")
    out, err, error = run(tmp_path)
    assert out == "1 file: 1 doubtful\n"
    assert "does not read as English" in err
    assert error == "1 of 1 files were refused."
    assert not Article.objects.exists()

    assert run(tmp_path, "--doubtful")[1:] == ("", None)
    assert headlines() == [("Le péage de Greyhythe divise le port", "File fr.txt")]


# A batch of the desk


@pytest.fixture
def batch():
    files = [(f"{number}.txt", article(number).encode()) for number in (1, 2)]
    files += [("x.bin", b"\0"), ("latin.txt", article(3).encode("cp1252"))]
    return new_batch(files, user=make_user(), obtained="By courier")


def test_batch_is_finished_for_who_sent_it(batch, tmp_path):
    take_next(batch)
    out, err, error = run("--batch", batch.pk, "--problems", tmp_path / "problems.csv")
    assert out == "3 files: 2 created, 1 refused, 1 with problems\n"
    assert err.startswith("Refused: x.bin: ")
    assert error == "1 of 3 files were refused."
    assert headlines() == [(headline(number), "By courier") for number in (1, 2, 3)]
    assert set(Article.objects.values_list("created_by", flat=True)) == {batch.created_by_id}
    assert 'latin.txt,,"Line 1: The file is not UTF-8' in (tmp_path / "problems.csv").read_text()
    assert run("--batch", batch.pk) == (NOTHING, "", None)


def test_doubtful_files_of_a_batch_are_taken_if_they_are_wanted():
    batch = new_batch([("fr.txt", FRENCH.encode())], user=make_user(), obtained="By courier")
    assert run("--batch", batch.pk)[0] == "1 file: 1 doubtful\n"
    assert run("--batch", batch.pk) == (NOTHING, "", None)
    assert run("--batch", batch.pk, "--doubtful")[1:] == ("", None)
    assert headlines() == [("Le péage de Greyhythe divise le port", "By courier")]
