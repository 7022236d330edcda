import pytest

from articles.text.rewording import Rewording
from articles.text.spans import Span

WAS = (
    "The board met on Monday. It has barred 14 boats of the upper ferry until 4 April. Nobody "
    "spoke.\n“We lost 40 sailings to the ice,” she said. “Fair.”"
)


def found(now: str, words: str, was: str = WAS) -> str | None:
    start = was.index(words)
    place = Rewording(was, now).find(Span(start, start + len(words)))
    return place.of(now) if place else None


@pytest.mark.parametrize(
    ("words", "change", "now"),
    [
        (
            "It has barred 14 boats of the upper ferry until 4 April",
            ("14 boats", "16 boats"),
            "It has barred 16 boats of the upper ferry until 4 April",
        ),
        (
            "It has barred 14 boats of the upper ferry until 4 April",
            ("4 April", "the end of May"),
            "It has barred 14 boats of the upper ferry until the end of May",
        ),
        (
            "It has barred 14 boats of the upper ferry until 4 April",
            ("It has barred", "The board has barred"),
            "The board has barred 14 boats of the upper ferry until 4 April",
        ),
        ("We lost 40 sailings to the ice,", ("40", "43"), "We lost 43 sailings to the ice,"),
        (
            "We lost 40 sailings to the ice,",
            ("We lost 40", "We have lost 43"),
            "We have lost 43 sailings to the ice,",
        ),
        ("barred 14 boats of the upper ferry", ("14", "16"), "barred 16 boats of the upper ferry"),
    ],
)
def test_a_place_in_other_words(words, change, now):
    assert found(WAS.replace(*change).replace("Nobody", "Hardly anybody"), words) == now


@pytest.mark.parametrize(
    ("words", "now"),
    [
        ("We lost 40 sailings to the ice,", WAS.replace("lost 40 sailings to the", "fear no")),
        ("We lost 40 sailings to the ice,", WAS.replace("“We lost", "She said we lost")),
        ("We lost 40 sailings to the ice,", WAS.replace("ice,” she said", "ice, she said")),
        ("Fair.", WAS.replace("Fair", "Unfair")),
        ("Nobody spoke.", ""),
    ],
)
def test_too_little_is_left_or_it_is_quoted_no_longer(words, now):
    assert found(now, words) is None


def test_what_came_before_and_behind_is_no_matter():
    before, after = "Ice on the river. " * 40, "More will follow, it says. " * 40
    assert found(
        f"{after}{WAS.replace('14', '16')}\n{before}", "It has barred 14 boats of the"
    ) == ("It has barred 16 boats of the")
