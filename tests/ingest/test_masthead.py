"""The head of an article, in the forms that newsrooms send."""

from datetime import date

import pytest

from articles.choices import Precision
from articles.ingest.parser import parse

BODY = "The council met at noon. It stayed for an hour and then went home.\n"
STANDFIRST = "The council put off the vote again, and nobody could say until when this time."


@pytest.mark.parametrize(
    ("printed", "first", "last", "precision"),
    [
        ("12 March 2031", date(2031, 3, 12), date(2031, 3, 12), Precision.DAY),
        ("March 12, 2031", date(2031, 3, 12), date(2031, 3, 12), Precision.DAY),
        ("Wed., Mar. 12th, 2031", date(2031, 3, 12), date(2031, 3, 12), Precision.DAY),
        ("2031-03-12", date(2031, 3, 12), date(2031, 3, 12), Precision.DAY),
        ("February 2032", date(2032, 2, 1), date(2032, 2, 29), Precision.MONTH),
        ("2031-02", date(2031, 2, 1), date(2031, 2, 28), Precision.MONTH),
        ("2031", date(2031, 1, 1), date(2031, 12, 31), Precision.YEAR),
    ],
)
def test_date_in_the_masthead_line(printed, first, last, precision) -> None:
    line = f"Vote Off/ The Courier/ ANSELM/ {printed}/ Ruth Calder/ Late Edition/ {STANDFIRST}\n"
    draft = parse(line + BODY)

    assert (draft.issued_on, draft.issued_until, draft.issued_precision) == (first, last, precision)
    assert (draft.outlet, draft.dateline, draft.byline) == ("The Courier", "ANSELM", "Ruth Calder")
    assert (draft.edition, draft.standfirst.text) == ("Late Edition", STANDFIRST)
    assert draft.problems == ()


@pytest.mark.parametrize("printed", ["31 February 2031", "0 March 2031", "2031-00"])
def test_date_that_never_was_is_a_problem(printed) -> None:
    line = f"Vote Off/ The Courier/ ANSELM/ {printed}/ R. Calder/ Late Edition/ {STANDFIRST}\n"

    draft = parse(f"{line}\n{BODY}")

    assert draft.issued_on is None
    assert [problem.line for problem in draft.problems] == [1]
    assert printed in draft.problems[0].message


@pytest.mark.parametrize("absent", ["outlet", "dateline", "byline", "edition", "standfirst"])
def test_absent_part_is_named(absent: str) -> None:
    parts = {
        "headline": "Vote Off",
        "outlet": "The Courier",
        "dateline": "ANSELM",
        "byline": "R. Calder",
        "edition": "Late Edition",
        "standfirst": STANDFIRST,
    }
    del parts[absent]

    draft = parse("/ ".join(parts.values()) + "\n" + BODY)

    (problem,) = draft.problems
    assert (problem.line, absent in problem.message) == (1, True)
    assert not getattr(draft, absent)


@pytest.mark.parametrize(
    ("opening", "dateline", "outlet"),
    [
        ("ANSELM (CWN) — ", "ANSELM", "CWN"),
        ("PORT ELSA, Velden (CWN) -- ", "PORT ELSA, Velden", "CWN"),
        ("ANSELM, Aug. 24 (CWN) — ", "ANSELM", "CWN"),
        ("ANSELM – ", "ANSELM", ""),
        ("ANSELM, 8 June 2031 (CWN) – ", "ANSELM", "CWN"),
    ],
)
def test_dateline_opens_the_first_paragraph(opening: str, dateline: str, outlet: str) -> None:
    draft = parse("Vote put off again\n\n" + opening + BODY)

    assert (draft.dateline, draft.outlet) == (dateline, outlet)
    assert draft.sections[0].blocks[0].span.of(draft.source) == BODY.strip()


def test_lines_under_the_headline_are_read_in_any_order() -> None:
    lines = ["# Vote put off again", STANDFIRST, "12 March 2031", "By Ruth Calder, The Courier"]

    draft = parse("\n\n".join([*lines, BODY]))

    assert draft.headline.text == "Vote put off again"
    assert draft.standfirst.text == STANDFIRST
    assert (draft.byline, draft.outlet, draft.issued_on) == (
        "Ruth Calder",
        "The Courier",
        date(2031, 3, 12),
    )


def test_byline_first_means_no_headline() -> None:
    draft = parse("By Ruth Calder\n" + BODY)

    assert (draft.headline, draft.byline) == (None, "Ruth Calder")
    assert draft.problems[0].line == 1


def test_dateline_with_a_whole_day_dates_the_article() -> None:
    draft = parse(f"Vote put off again\n\nANSELM, 8 June 2031 – {BODY}")

    assert (draft.dateline, draft.issued_on) == ("ANSELM", date(2031, 6, 8))


@pytest.mark.parametrize(
    ("printed", "byline", "outlet", "issued"),
    [
        ("By Ruth Calder and Otto Lind", "Ruth Calder and Otto Lind", "", None),
        ("BY RUTH CALDER", "RUTH CALDER", "", None),
        ("*By Ruth Calder*", "Ruth Calder", "", None),
        ("Analysis by Ruth Calder", "Ruth Calder", "", None),
        ("By Ruth Calder, political editor", "Ruth Calder, political editor", "", None),
        ("By our harbour correspondent", "our harbour correspondent", "", None),
        ("Ruth Calder, political editor", "Ruth Calder, political editor", "", None),
        ("By Ruth Calder\nHealth correspondent", "Ruth Calder, Health correspondent", "", None),
        ("By Ruth Calder\nEditor in Old Anselm", "Ruth Calder, Editor in Old Anselm", "", None),
        (
            "By Ruth Calder | The Courier | 12 March 2031",
            "Ruth Calder",
            "The Courier",
            date(2031, 3, 12),
        ),
        ("The Anselm Review, 12 March 2031", "", "The Anselm Review", date(2031, 3, 12)),
        ("The Lantern | 12 March 2031", "", "The Lantern", date(2031, 3, 12)),
        ("**The Anselm Review**", "", "The Anselm Review", None),
    ],
)
def test_line_below_the_headline_says_who_and_when(printed, byline, outlet, issued) -> None:
    draft = parse(f"Vote put off again\n{printed}\n\n{BODY}")

    assert (draft.byline, draft.outlet, draft.issued_on) == (byline, outlet, issued)
    assert [section.heading for section in draft.sections] == [None]


@pytest.mark.parametrize("above", ["The Anselm Courier", "Subject: "])
def test_headline_stands_below_the_paper_or_behind_the_subject(above: str) -> None:
    lead = above if above.endswith(": ") else f"{above}\n"

    draft = parse(f"{lead}Vote put off again\nBy Ruth Calder\n\n{BODY}")

    assert (draft.headline.text, draft.byline) == ("Vote put off again", "Ruth Calder")
    assert draft.outlet == ("" if above.endswith(": ") else above)


def test_heading_in_capitals_is_no_dateline() -> None:
    draft = parse(f"Vote put off again\nBy Ruth Calder\n\nTHE BIG ONE\n\n{BODY}")

    assert (draft.dateline, draft.sections[0].heading.text) == ("", "THE BIG ONE")


@pytest.mark.parametrize(
    "paper",
    [
        "Skarn Daily Mirror",
        "The Anselm Evening News",
        "Anselm Morning Post",
        "The Sunday Herald of Anselm",
        "ANSELM SENTINEL",
        "The Daily Anselm",
        "Argus",
        "Anselm Mail & Echo",
        "# The Anselm Chronicle",
    ],
)
def test_paper_above_the_headline_is_the_outlet(paper: str) -> None:
    text = f"{paper}\n\nVote put off again\n\n{STANDFIRST}\n\nBy our staff\n\n{BODY}"

    draft = parse(text)

    told = (draft.outlet, draft.headline.text, draft.standfirst.text, draft.byline)
    assert told == (paper.lstrip("# "), "Vote put off again", STANDFIRST, "our staff")


@pytest.mark.parametrize(
    "headline", ["Mayor returns to her post", "Skipper writes to the Mirror", "Good News"]
)
def test_headline_that_ends_like_a_paper_is_a_headline(headline: str) -> None:
    draft = parse(f"{headline}\n\nThe council was told on Monday\n\n{BODY}")

    assert (draft.headline.text, draft.outlet) == (headline, "")


def test_short_paragraph_above_the_dateline_is_the_standfirst() -> None:
    draft = parse(f"Vote put off again\n\n{STANDFIRST}\n\nANSELM (CWN) — {BODY}")

    assert (draft.standfirst.text, draft.dateline, draft.outlet) == (STANDFIRST, "ANSELM", "CWN")


def test_town_beside_the_date_is_the_dateline() -> None:
    draft = parse(f"Vote put off again\n\nPort Elsa, 12 March 2031\n\n{BODY}")

    assert (draft.dateline, draft.issued_on) == ("Port Elsa", date(2031, 3, 12))


@pytest.mark.parametrize(
    "above",
    [
        "Anselm Mirror, 12 March 2031",
        "Anselm Mirror | 12 March 2031",
        "Anselm Mirror\n\n12 March 2031",
    ],
)
def test_paper_and_its_date_stand_above_the_headline(above: str) -> None:
    draft = parse(f"{above}\n\nVote put off again\n\nBy Ruth Calder\n\n{BODY}")

    told = (draft.outlet, draft.headline.text, draft.byline, draft.issued_on)
    assert told == ("Anselm Mirror", "Vote put off again", "Ruth Calder", date(2031, 3, 12))


def test_name_above_the_dateline_is_the_byline() -> None:
    draft = parse(f"Vote put off again\n\nQuill Tarrow\n\nANSELM — {BODY}")

    assert (draft.byline, draft.standfirst, draft.dateline) == ("Quill Tarrow", None, "ANSELM")


TEXT = """\
The pilots of Port Ovrel will not sail on Monday. They said so after four hours.

“We wait,” Bram Rook told The Brine Gazette.
"""


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("above", "outlet", "dateline"),
    [
        (["The Brine Gazette", "Port Ovrel, 12 November 2026"], "The Brine Gazette", "Port Ovrel"),
        (["Port Ovrel, 12 November 2026"], "", "Port Ovrel"),
        (["PORT OVREL, Velden, November 12, 2026"], "", "PORT OVREL, Velden"),
        (["The Brine Gazette", "Thursday, 12 November 2026"], "The Brine Gazette", ""),
        (["12 November 2026"], "", ""),
        (["Brine Tidings", "Port Ovrel, 12 November 2026"], "Brine Tidings", "Port Ovrel"),
    ],
)
def test_place_and_date_stand_above_the_headline(above, outlet, dateline, gap) -> None:
    headline = "Pilots of Port Ovrel refuse to sail"

    draft = parse(gap.join([*above, headline, STANDFIRST, "By Hester Vallick", TEXT]))

    assert (draft.headline.text, draft.standfirst.text) == (headline, STANDFIRST)
    assert (draft.outlet, draft.dateline) == (outlet, dateline)
    assert (draft.byline, draft.issued_on) == ("Hester Vallick", date(2026, 11, 12))
    assert [section.heading for section in draft.sections] == [None]
    assert len(draft.sections[0].blocks) == 2
    assert draft.problems == ()


def test_byline_above_the_headline() -> None:
    head = ["The Brine Gazette", "Port Ovrel, 12 November 2026", "By Hester Vallick", "Pilots stay"]

    draft = parse("\n".join([*head, "", TEXT]))

    told = (draft.outlet, draft.byline, draft.headline.text, draft.standfirst)
    assert told == ("The Brine Gazette", "Hester Vallick", "Pilots stay", None)


def test_place_and_date_without_a_headline_are_not_taken_for_one() -> None:
    draft = parse(f"Port Ovrel, 12 November 2026\n\n{'The pilots will not sail today. ' * 9}\n")

    assert (draft.headline, draft.dateline) == (None, "Port Ovrel")
    assert draft.issued_on == date(2026, 11, 12)


def test_place_and_a_day_that_never_was_are_a_problem() -> None:
    draft = parse(f"Port Ovrel, 31 February 2026\nPilots stay\nBy Hester Vallick\n\n{TEXT}")

    assert (draft.headline.text, draft.dateline, draft.issued_on) == (
        "Pilots stay",
        "Port Ovrel",
        None,
    )
    assert [problem.line for problem in draft.problems] == [1]


def test_short_headline_above_the_place_stays_the_headline() -> None:
    draft = parse(f"Vote Put Off\nPort Elsa, 12 March 2031\nTown waits again\n\n{TEXT}")

    assert (draft.headline.text, draft.dateline) == ("Vote Put Off", "Port Elsa")


@pytest.mark.parametrize(
    "parts",
    [
        "The Brine Gazette, 12 November 2026/ PORT OVREL",
        "The Brine Gazette (12 November 2026)/ PORT OVREL",
        "The Brine Gazette/ PORT OVREL, Thursday, 12 November 2026",
        "The Brine Gazette, 12 November 2026/ PORT OVREL, 12 November 2026",
        "The Brine Gazette/ PORT OVREL/ 12 November 2026",
    ],
)
def test_date_behind_a_part_of_the_masthead_line_is_the_day_of_issue(parts: str) -> None:
    draft = parse(f"Pilots stay/ {parts}/ Hester Vallick/ Late Edition/ {STANDFIRST}\n{TEXT}")

    assert (draft.headline.text, draft.outlet) == ("Pilots stay", "The Brine Gazette")
    assert (draft.dateline, draft.issued_on) == ("PORT OVREL", date(2026, 11, 12))
    assert (draft.byline, draft.edition) == ("Hester Vallick", "Late Edition")
    assert draft.standfirst.text == STANDFIRST
    assert draft.problems == ()


def test_second_date_in_the_masthead_line_is_a_problem() -> None:
    line = "Pilots stay/ The Brine Gazette, 12 November 2026/ PORT OVREL/ 13 November 2026"

    draft = parse(f"{line}/ Hester Vallick/ Late Edition/ {STANDFIRST}\n{TEXT}")

    assert (draft.byline, draft.issued_on) == ("Hester Vallick", date(2026, 11, 12))
    assert ["13 November 2026" in problem.message for problem in draft.problems] == [True]


@pytest.mark.parametrize("above", ["12 March 2031", "Port Elsa, 12 March 2031"])
def test_a_sentence_below_a_mere_date_is_no_headline(above: str) -> None:
    draft = parse(f"{above}\nWe met at noon.\n\n{TEXT}")

    assert draft.headline is None
    assert draft.issued_on == date(2031, 3, 12)
    assert any(problem.message.startswith("No headline") for problem in draft.problems)
