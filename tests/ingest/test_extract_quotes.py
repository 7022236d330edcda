"""`extract_quotes`: JSON lines in, prediction lines out, no database."""

import json

import pytest
from django.core.management import CommandError, call_command

TEXT = "“The quay is full,” said Tomas Reyer. He called it “a gift”. He said that it was late."


def test_each_article_becomes_one_line_with_its_marked_quotes(tmp_path, capsys) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a-1", "text": TEXT}) + "\n\n", encoding="utf-8")

    call_command("extract_quotes", str(path))

    (line,) = capsys.readouterr().out.splitlines()
    first = {"start": 0, "end": 19, "speaker": "Tomas Reyer"}
    second = {"start": 51, "end": 59, "speaker": "Tomas Reyer"}
    assert json.loads(line) == {
        "id": "a-1",
        "quotes": [
            first | {"speaker_start": 25, "speaker_end": 36},
            second | {"speaker_start": 38, "speaker_end": 40},
        ],
    }


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": 1}', '{"id": 1, "text": 2}'])
def test_bad_line_is_named(tmp_path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line, encoding="utf-8")

    with pytest.raises(CommandError, match=r"bad\.jsonl:1: "):
        call_command("extract_quotes", str(path))


def test_absent_file_is_an_error() -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("extract_quotes", "nowhere.jsonl")
