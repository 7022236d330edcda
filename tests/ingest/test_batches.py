import threading

import pytest
from django.db import OperationalError, connection

from articles.choices import FileState
from articles.ingest.batches import import_file, new_batch, take_for, take_next, try_again
from articles.ingest.drafts import ImportRefused
from articles.models import Article, Batch, BatchFile, Proposal, Section
from tests.drill.texts import article
from tests.factories import make_user

FILES = [
    ("one.txt", article(1).encode()),
    ("again.txt", article(1).encode()),
    ("latin.txt", article(2).encode("cp1252")),
    ("picture.txt", b"\x89PNG\0\0"),
    ("empty.txt", b" \n"),
    ("two.txt", article(3).encode()),
]

PARTS = [Section, Proposal]


def make_batch(files=FILES):
    return new_batch(files, user=make_user(), obtained="From the courier")


def headline(number):
    return article(number).split("/")[0]


def states(batch):
    return list(batch.files.values_list("name", "state", "article__headline"))


@pytest.mark.django_db
def test_files_are_taken_one_by_one_and_each_says_what_became_of_it():
    batch = make_batch()
    assert (Article.objects.count(), set(states(batch))) == (
        0,
        {(name, "waiting", None) for name, _ in FILES},
    )
    assert take_next(batch).name == "one.txt"
    assert [state for _, state, _ in states(batch)] == ["created", *["waiting"] * 5]

    assert take_for(batch, 60) == 5

    assert take_next(batch) is None
    assert states(batch) == [
        ("one.txt", "created", headline(1)),
        ("again.txt", "unchanged", headline(1)),
        ("latin.txt", "created", headline(2)),
        ("picture.txt", "refused", None),
        ("empty.txt", "refused", None),
        ("two.txt", "created", headline(3)),
    ]
    messages = dict(batch.files.values_list("name", "message"))
    assert "read as Windows-1252, which is a guess" in messages["latin.txt"]
    assert "This is a picture" in messages["picture.txt"]
    assert "no text here" in messages["empty.txt"]
    assert messages["one.txt"] == messages["again.txt"] == ""
    assert set(Article.objects.values_list("obtained", "created_by")) == {
        ("From the courier", batch.created_by_id)
    }


@pytest.mark.django_db
def test_no_time_at_all_takes_one_file():
    batch = make_batch()
    assert take_for(batch, 0) == 1
    assert batch.files.filter(state=FileState.WAITING).count() == 5


@pytest.mark.django_db
def test_refused_files_are_tried_again_and_others_are_not():
    batch = make_batch()
    take_for(batch, 60)
    batch.files.filter(name="empty.txt").update(content=article(4).encode())

    assert try_again(batch) == 2
    assert take_for(batch, 60) == 2

    assert [state for _, state, _ in states(batch)] == [
        *["created", "unchanged", "created", "refused", "created", "created"]
    ]
    assert Article.objects.count() == 4


@pytest.mark.django_db
def test_a_file_of_another_batch_is_not_taken():
    batch, other = make_batch(FILES[:1]), make_batch(FILES[5:])
    take_for(batch, 60)
    assert take_next(batch) is None
    assert [state for _, state, _ in states(other)] == ["waiting"]


def failing(error, *, start='INSERT INTO "articles_section"'):
    """The first statement that begins so fails."""
    left = [error]

    def wrapper(execute, sql, *args):
        if left and sql.startswith(start):
            raise left.pop()
        return execute(sql, *args)

    return connection.execute_wrapper(wrapper)


@pytest.mark.django_db
def test_a_fault_of_ours_is_logged_and_refuses_that_file_alone(caplog):
    batch = make_batch([FILES[0], FILES[5]])
    with failing(ZeroDivisionError("a fault of ours")):
        take_for(batch, 60)
    assert [state for _, state, _ in states(batch)] == ["refused", "created"]
    assert "not the fault of the text" in batch.files.first().message
    assert "one.txt could not be imported" in caplog.text
    assert "a fault of ours" in caplog.text
    assert Article.objects.get().headline == headline(3)
    for model in PARTS:
        assert not model.objects.exclude(article=Article.objects.get()).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("start", ['INSERT INTO "articles_section"', 'UPDATE "articles_batchfile"'])
def test_a_database_that_fails_refuses_no_file_and_keeps_no_article(start):
    batch = make_batch(FILES[:1])
    gone = OperationalError("the server has gone away")
    with failing(gone, start=start), pytest.raises(OperationalError):
        take_next(batch)
    assert states(batch) == [("one.txt", "waiting", None)]
    assert not Article.objects.exists()
    assert take_next(batch).state == "created"


@pytest.mark.django_db
def test_a_single_file_is_imported_or_refused():
    result = import_file(FILES[2][1], "latin.txt", obtained="File latin.txt")
    assert result.outcome == "created"
    assert "which is a guess" in result.problems[0].message
    with pytest.raises(ImportRefused, match="This is a picture"):
        import_file(FILES[3][1], "picture.txt", obtained="File picture.txt")
    assert Article.objects.get() == result.article


@pytest.mark.django_db
def test_a_batch_is_kept_whole_or_not_at_all():
    def files():
        yield FILES[0]
        raise OSError("the upload ended")

    with pytest.raises(OSError):
        make_batch(files())
    assert not Batch.objects.exists()
    assert not BatchFile.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_work_on_one_batch_take_no_file_twice():
    batch = make_batch([(f"{n}.txt", article(n).encode()) for n in range(12)])
    taken = [[], []]

    def work(names):
        while file := take_next(batch):
            names.append(file.name)
        connection.close()

    threads = [threading.Thread(target=work, args=[names]) for names in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken[0] + taken[1]) == sorted(f"{n}.txt" for n in range(12))
    assert (Article.objects.count(), batch.files.filter(state="created").count()) == (12, 12)
