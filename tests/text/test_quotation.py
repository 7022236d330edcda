import pytest

from articles.text.quotation import spoken


@pytest.mark.parametrize(
    ("saved", "shown"),
    [
        ("We sail,", "We sail"),
        ("“We sail”", "We sail"),
        ('"We sail,"', "We sail"),
        ("«We sail» ", "We sail"),
        ("„We sail“,", "We sail"),
        ("“No” means “no”", "“No” means “no”"),
        ("He calls it “a raft”", "He calls it “a raft”"),
        ("“The “raft” sails”", "“The “raft” sails”"),
        ("‘A raft’", "‘A raft’"),
        ("“", "“"),
        ("“”", "“”"),
        ("", ""),
    ],
)
def test_words_stand_without_what_belongs_around_them(saved, shown):
    assert spoken(saved) == shown
