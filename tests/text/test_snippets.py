import pytest

from articles.text.snippets import Wanted, snippet

LONG = "Nothing of note. " * 40


def marked(text, *words, exact=False, length=240):
    return snippet(text, [Wanted(tuple(word.split()), exact) for word in words], length)


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("Niinistö spoke.", "niinisto", "<mark>Niinistö</mark> spoke."),
        ("O’Brien’s toll", "obrien", "<mark>O’Brien’s</mark> toll"),
        ("tolls & <b>", "toll", "<mark>tolls</mark> &amp; &lt;b&gt;"),
        ("Al-Amin left", "amin", "Al-<mark>Amin</mark> left"),
        ("مرحبا بالعالم", "مرحبا", "<mark>مرحبا</mark> بالعالم"),
        ("Straße frei", "strasse", "<mark>Straße</mark> frei"),
        ("a “toll” … “paid”", "toll", "a “<mark>toll</mark>” … “paid”"),
        ("ʻUmar’s", "umar", "<mark>ʻUmar’s</mark>"),
        ("nothing", "toll", "nothing"),
        ("", "toll", ""),
    ],
)  # fmt: skip
def test_words_are_marked_as_they_are_printed(text, word, shown):
    assert marked(text, word) == shown


def test_a_phrase_is_marked_whole_and_its_words_alone_are_not():
    text = "a toll per ton, per toll"
    assert marked(text, "toll per ton", exact=True) == "a <mark>toll per ton</mark>, per toll"


def test_a_long_text_is_cut_around_most_of_the_words():
    text = f"The toll. {LONG} Here the toll stands with the ferry. {LONG}"
    found = marked(text, "toll", "ferry")
    assert found.startswith("… ") and found.endswith(" …")
    assert "<mark>toll</mark> stands with the <mark>ferry</mark>" in found
    assert len(found) < 320


def test_a_long_text_without_the_words_is_shown_from_its_beginning():
    assert marked(LONG, "toll").startswith("Nothing of note.")
