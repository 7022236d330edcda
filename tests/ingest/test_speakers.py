"""Who spoke: one line for each way in which a text says it."""

import pytest

from articles.choices import Part, QuoteKind
from articles.ingest.drafts import QuoteDraft
from articles.ingest.parser import parse

OPENING = (
    "Harbour vote put off\n\n"
    "Mayor Ilsa Marenko and the skipper, Tomas Reyer, met at the Port Authority on Monday.\n\n"
)


def read(sentence: str) -> tuple[QuoteDraft, ...]:
    return parse(OPENING + sentence + "\n").quotes


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue"),
    [
        ("“The quay is full,” said Reyer.", "Tomas Reyer", "said"),
        ("“The quay is full,” Marenko told reporters.", "Ilsa Marenko", "told"),
        ("“The quay is full,” she said.", "Ilsa Marenko", "said"),
        ("“The quay is full,” the mayor said.", "Ilsa Marenko", "said"),
        ("“The quay is full,” the authority said in a statement.", "Port Authority", "said"),
        ("“The quay is full,” fumed Reyer.", "Tomas Reyer", "fumed"),
        ("“Is the quay full?” Reyer asked.", "Tomas Reyer", "asked"),
        ("“The quay is full,” according to Reyer.", "Tomas Reyer", "according to"),
        ("According to Reyer, the quay is “full to the rim” today.", "Tomas Reyer", "According to"),
        ("Reyer said that the quay was “full to the rim”.", "Tomas Reyer", "said"),
        ("Reyer, a father of two, warned of “a long winter” ahead.", "Tomas Reyer", "warned"),
        ("Reyer, who owns two boats, said: “The quay is full.”", "Tomas Reyer", "said"),
        ("Reyer: “The quay is full.”", "Tomas Reyer", ":"),
        ("Reyer leaned back and boomed: “The quay is full.”", "Tomas Reyer", "boomed"),
        ("The quay was “full to the rim” by noon, Reyer said.", "Tomas Reyer", "said"),
        ("Marenko said Reyer fears “a long winter” ahead.", "Ilsa Marenko", "said"),
        ("Marenko said she hoped for “a calm day”.", "Ilsa Marenko", "said"),
        ("Its director, Lena Hask, called the vote “a small thing”.", "Lena Hask", "called"),
        ("''The quay is full,'' Reyer said.", "Tomas Reyer", "said"),
        ("«The quay is full,» Reyer said.", "Tomas Reyer", "said"),
        ("„The quay is full,“ Reyer said.", "Tomas Reyer", "said"),
        ("‘The quay is full,’ Reyer said.", "Tomas Reyer", "said"),
        ('"The quay is full,” Reyer said.', "Tomas Reyer", "said"),
        ("‹The quay is full,› Reyer said.", "Tomas Reyer", "said"),
        ("‚The quay is full,‘ Reyer said.", "Tomas Reyer", "said"),
        ("“He said ‘no’ to me, and ‘no’ again,” Reyer said.", "Tomas Reyer", "said"),
        ("‘He said “no” to me, and left,’ Reyer said.", "Tomas Reyer", "said"),
        ("‘The boys’ boats don’t wait,’ Reyer said.", "Tomas Reyer", "said"),
        ("“The quay is full.” — Tomas Reyer", "Tomas Reyer", "—"),
        ("Asked whether it was full, Reyer said: “Look at it.”", "Tomas Reyer", "said"),
        ("In the words of Reyer: “The quay is full.”", "Tomas Reyer", "In the words of"),
        ("“The quay is full”, in the words of Reyer.", "Tomas Reyer", "in the words of"),
        ("As Reyer put it, “the quay is full”.", "Tomas Reyer", "put"),
        ("It is “full to the rim”, as Reyer put it.", "Tomas Reyer", "put"),
        ("It is a quay which Reyer, who was not asked, called “a gift”.", "Tomas Reyer", "called"),
        (
            "Dora Poynter, a spokeswoman for the owner, Skyway plc, said: “It is full.”",
            "Dora Poynter",
            "said",
        ),
        ("Reyer’s answer was short: “The quay is full.”", "Tomas Reyer", "answer"),
        ("The mayor’s reply to the board was “not today”.", "Ilsa Marenko", "reply"),
        ("“The quay is full,” Reyer quoted the mayor as saying.", "Ilsa Marenko", "quoted"),
        ("Reyer quoted Marenko as saying it was “full up”.", "Ilsa Marenko", "saying"),
        ("A statement from the Port Authority said: “It is full.”", "Port Authority", "said"),
        ("The authority met. “The quay is full,” it said.", "Port Authority", "said"),
        ("REYER: “The quay is full.”", "Tomas Reyer", ":"),
        ("Minister of Water Oskar Brandt called it “a gift”.", "Oskar Brandt", "called"),
        ("Energy Minister Lara Voss (Liberals) called it “a gift”.", "Lara Voss", "called"),
        ("“The quay is full,” ruled Judge Pia Stern.", "Pia Stern", "ruled"),
        ("“The quay is full,” said Liberal MP Tomas Eide.", "Tomas Eide", "said"),
        ("Skyway plc called it “a gift”.", "Skyway plc", "called"),
        ("Reyer of the northern half called it “a gift”.", "Tomas Reyer", "called"),
        ("Said Dora Poynter, who sells fish, “It is full.”", "Dora Poynter", "Said"),
        ("The quay has been called “a gift” by Reyer.", "Tomas Reyer", "called"),
        ("It rained - Reyer: “The quay is full.”", "Tomas Reyer", ":"),
        ("Reyer ripped Marenko for acting as “the judge and the jury”.", "Tomas Reyer", "ripped"),
    ],
)
def test_speaker_and_cue_are_read(sentence: str, speaker: str, cue: str) -> None:
    (quote,) = read(sentence)

    assert (quote.speaker, quote.cue) == (speaker, cue)


@pytest.mark.parametrize(
    "sentence",
    [
        "The film “The Long Quay” ran all winter.",
        "Reyer spoke on Harbour Radio’s “Morning Tide” programme.",
        "The town sold its “surplus” boats in May.",
        "The report, titled “A quay too far”, was read by few.",
        "Reyer said that the so-called “tide tax” was gone.",
        "The word “quay” is an old one.",
    ],
)
def test_titles_and_scare_quotes_have_no_speaker(sentence: str) -> None:
    (quote,) = read(sentence)

    assert (quote.speaker, quote.attribution) == (None, "")


@pytest.mark.parametrize(
    ("first", "then", "speaker"),
    [
        ("J. R. Okoro", "Okoro", "J. R. Okoro"),
        ("Pieter van der Meer", "van der Meer", "Pieter van der Meer"),
        ("Pieter van der Meer", "Van der Meer", "Pieter van der Meer"),
        ("María de la Cruz", "De la Cruz", "María de la Cruz"),
        ("Salim bin Rashid", "bin Rashid", "Salim bin Rashid"),
        ("Harlan Pike Jr.", "Pike", "Harlan Pike Jr."),
        ("Harlan Pike III", "Pike", "Harlan Pike III"),
        ("Jean-Luc d’Aramon", "d’Aramon", "Jean-Luc d’Aramon"),
        ("Maeve O'Neil", "O’Neil", "Maeve O'Neil"),
        ("Jürgen Müller", "Mueller", "Jürgen Müller"),
        ("Jurgen Mueller", "Müller", "Jurgen Mueller"),
        ("José Núñez", "Nunez", "José Núñez"),
        ("Олена Ковальчук", "Ковальчук", "Олена Ковальчук"),
        ("سليم حداد", "حداد", "سليم حداد"),
    ],
)
def test_last_name_in_any_spelling_means_the_same_person(
    first: str, then: str, speaker: str
) -> None:
    quotes = read(f"“The quay is full,” said {first}, a docker. “Go home,” {then} said.")

    assert [quote.speaker for quote in quotes] == [speaker, speaker]
    assert [quote.attribution for quote in quotes] == [first, then]


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Marenko: ‘We sail in May’", "We sail in May"),
        ("‘We sail in May’: Marenko", "We sail in May"),
        ("‘We sail in May,’ mayor says", "We sail in May,"),
        ("Mayor: ‘We sail in May’", "We sail in May"),
        ("Marenko Calls Dam ‘a Disgrace’", "a Disgrace"),
        ("“We Sail in May,” Says Marenko", "We Sail in May,"),
    ],
)
def test_headline_quote_is_resolved_from_the_text(headline: str, words: str) -> None:
    (quote,) = parse(f"{headline}\n\n{OPENING.splitlines()[2]}\n").quotes

    assert (quote.words, quote.speaker) == (words, "Ilsa Marenko")
    assert quote.part is Part.HEADLINE


@pytest.mark.parametrize(
    "printed",
    [
        "A spokesman for the Port Authority",
        "A source close to the talks",
        "A docker familiar with the crane",
        "A 62-year-old docker",
        "Reyer and Marenko",
    ],
)
def test_somebody_without_a_name_is_printed_whole(printed: str) -> None:
    (quote,) = read(f"{printed} said: “The quay is full.”")

    assert (quote.speaker, quote.attribution) == (None, printed)


@pytest.mark.parametrize(
    "sentence",
    [
        "A lawyer for the owner, Skyway plc, told the court: “The quay is full.”",
        "“The quay is full,” a lawyer for the owner, Skyway plc, told the court.",
        "“The quay is full,” said a lawyer for the owner, Skyway plc.",
    ],
)
def test_lawyer_speaks_and_not_the_body_that_is_spoken_for(sentence: str) -> None:
    (quote,) = read(sentence)

    assert quote.speaker is None
    assert quote.attribution.lower() == "a lawyer for the owner, skyway plc"


@pytest.mark.parametrize(
    ("printed", "attribution", "title"),
    [
        ("said its stroke, Isaac Dale", "its stroke, Isaac Dale", ""),
        ("the boat’s owner, Isaac Dale, said", "the boat’s owner, Isaac Dale", "boat’s owner"),
        ("said Roofer Isaac Dale", "Roofer Isaac Dale", "Roofer"),
        ("said Isaac Dale, a roofer and a poet", "Isaac Dale", "roofer and a poet"),
        ("said Minister of Water Isaac Dale", "Minister of Water Isaac Dale", "Minister of Water"),
        ("said Lib Dem MP Isaac Dale", "Lib Dem MP Isaac Dale", "Lib Dem MP"),
        ("said Presiding Judge Isaac Dale", "Presiding Judge Isaac Dale", "Presiding Judge"),
        ("said Isaac Dale, the board’s chief engineer", "Isaac Dale", "board’s chief engineer"),
        ("said Isaac Dale, recently named the board’s chief engineer", "Isaac Dale", ""),
        (
            "the federal water minister Isaac Dale said",
            "the federal water minister Isaac Dale",
            "federal water minister",
        ),
        (
            "the harbour board’s chairman, Isaac Dale, said",
            "the harbour board’s chairman, Isaac Dale",
            "harbour board’s chairman",
        ),
        ("said dockers’ leader Isaac Dale", "dockers’ leader Isaac Dale", "dockers’ leader"),
        ("Dockers’ leader Isaac Dale said", "Dockers’ leader Isaac Dale", "Dockers’ leader"),
        (
            "Merrow Lines chief executive Isaac Dale said",
            "Merrow Lines chief executive Isaac Dale",
            "Merrow Lines chief executive",
        ),
        ("said Isaac Dale, 71, a retired teacher", "Isaac Dale", "retired teacher"),
        ("said Isaac Dale of Wren College, a retired teacher", "Isaac Dale", "retired teacher"),
        ("said Prof. Isaac Dale", "Prof. Isaac Dale", "Prof."),
        ("said Prof. Isaac Dale, an expert on ice", "Prof. Isaac Dale", "expert on ice"),
        (
            "ministry spokesman Isaac Dale said",
            "ministry spokesman Isaac Dale",
            "ministry spokesman",
        ),
        ("said harbour master Isaac Dale", "harbour master Isaac Dale", "harbour master"),
        (
            "trade union leader Isaac Dale said",
            "trade union leader Isaac Dale",
            "trade union leader",
        ),
    ],
)
def test_apposition_is_kept_as_printed(printed: str, attribution: str, title: str) -> None:
    (quote,) = read(f"“The quay is full,” {printed}.")

    assert quote.speaker == "Isaac Dale"
    assert (quote.attribution, quote.speaker_title) == (attribution, title)


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("“The quay is full,” Reyer said of Marenko.", ("Ilsa Marenko",)),
        ("Reyer said about Marenko: “The quay is full.”", ("Ilsa Marenko",)),
        ("“The quay is full,” Reyer said of the plan.", ()),
        ("“The quay is full,” said Reyer of the Port Authority.", ()),
    ],
)
def test_whom_it_is_said_of_is_whom_it_is_about(sentence: str, about: tuple[str, ...]) -> None:
    (quote,) = read(sentence)

    assert (quote.speaker, quote.about) == ("Tomas Reyer", about)


def test_she_is_who_was_told_of_before_in_the_same_paragraph() -> None:
    (*_, told) = read(
        "“Dust of that kind burns,” a spokeswoman for the board, Dora Poynter, said. “We will not "
        "lift the order unless the filters are replaced.”\n\n"
        "Professor Idun Vasse of Wren College, who studies accidents in ports, said the board was "
        "right to act, but two years late. “They had my report,” she said."
    )

    assert (told.words, told.speaker) == ("They had my report,", "Idun Vasse")


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Its rector, Professor Ida Lunt,", "rector"),
        ("Its commander, General Ossian Rourke,", "commander"),
        ("General Ossian Rourke", "General"),
        ("Cllr Ewa Rourke", "Cllr"),
        ("An expert, Professor Ida Lunt,", "Professor"),
        ("The borough engineer, Mr Tobias Renn,", "borough engineer"),
        ("Captain Ossian Rourke, master\u00a0of the Heron,", "master of the Heron"),
    ],
)
def test_office_says_more_than_the_title_before_the_name(printed: str, role: str) -> None:
    (quote,) = read(f"{printed} said: “We were never asked.”")

    assert quote.speaker_title == role


def test_she_is_the_one_whose_office_the_sentence_before_names() -> None:
    (*_, told) = read(
        "Transport Minister Helka Brandt left. The deputy minister, Corvin Adeyo, stayed. Mr Adeyo "
        "ate.\n\nThe minister dismissed the idea. Moving it, she said, would cost “two years”."
    )

    assert (told.words, told.speaker) == ("two years", "Helka Brandt")


def test_the_company_is_the_one_business_named_before() -> None:
    opening = "Molm Ferries has sold a boat. The Port Authority is glad."

    (quote,) = read(f"{opening} “We have two,” the company said.")
    (doubtful,) = read(f"{opening} Sund Timber bought it. “We have two,” the company said.")

    assert (quote.speaker, doubtful.speaker) == ("Molm Ferries", None)


def test_shout_does_not_take_the_next_sentence_for_its_own() -> None:
    (quote,) = read("Reyer was met by dockers shouting “Shame!” The mayor said nothing to them.")

    assert quote.speaker is None
    assert quote.cue == "shouting"


def test_spaces_inside_the_marks_are_none_of_the_words() -> None:
    (quote,) = read("« The quay is full », Reyer said.")

    assert (quote.words, quote.speaker) == ("The quay is full", "Tomas Reyer")


def test_noun_before_a_comma_is_no_office_of_the_name_behind_it() -> None:
    (quote,) = read("The ward wants a fourth nurse, Reyer said. “Or a fifth,” he said.")

    assert (quote.speaker, quote.speaker_title) == ("Tomas Reyer", "skipper")


def test_interview_goes_from_one_speaker_to_the_other() -> None:
    quotes = read("Marenko: “It is full.”\n\nReyer: “It is not.”\n\nMarenko: “Then sail.”")

    assert [quote.speaker for quote in quotes] == ["Ilsa Marenko", "Tomas Reyer", "Ilsa Marenko"]


def test_answers_of_an_interview_need_no_marks() -> None:
    """Who asks is not quoted, whom somebody answers for is; a remark in brackets was not said."""
    quotes = read(
        "The Sound Weekly: Why?\n\nTomas Reyer: Because “it will clear”, they said.\n\n"
        "I did not believe it.\n\nHe pours tea.\n\nSW: Who did?\n\nReyer: (laughs) Nobody did.\n\n"
        "This was shortened for us."
    )
    assert [(quote.words, quote.speaker, quote.kind) for quote in quotes] == [
        ("Because “it will clear”, they said.", "Tomas Reyer", QuoteKind.DIRECT),
        ("I did not believe it.", "Tomas Reyer", QuoteKind.DIRECT),
        ("Nobody did.", "Tomas Reyer", QuoteKind.DIRECT),
    ]
    assert {quote.speaker_title for quote in quotes} == {"skipper"}
    draft = parse(f"{OPENING}SW: Why?\n\nReyer: Why not.\n\nSW: Who?\n\nReyer: All of us.\n")
    assert "SW" not in [actor.name for actor in draft.actors]


def test_who_quotes_is_not_i_and_a_paper_is_told_without_the_week() -> None:
    (quote,) = read("A note said, and I quote, “no objections are foreseen”.")
    assert quote.attribution != "I"
    (quote,) = read("Reyer told the newspaper last week that the quay was “full to the rim”.")
    assert quote.said_to == "the newspaper"


def test_letters_before_a_question_and_an_answer_and_names_in_capitals_are_known() -> None:
    asked = "Reyer and his son met us.\n\nQ: Is it full?\n\nA: It is.\n\nQ: And now?\n\nA: We wait."
    assert [(quote.words, quote.speaker) for quote in read(asked)] == [
        ("It is.", "Tomas Reyer"),
        ("We wait.", "Tomas Reyer"),
    ]
    heard = "REYER: It is full.\n\nMARENKO: Since when?\n\nREYER: Since May.\n\nMARENKO: It rains."
    assert [quote.speaker for quote in read(heard)] == ["Tomas Reyer", "Ilsa Marenko"] * 2


def test_questions_of_an_interview_need_no_label_and_are_no_answers_and_no_headings() -> None:
    text = (
        "What do you ask for?\n\nReyer: We want a berth. We wrote to the port.\n\n"
        "Will You?\n\nReyer: We will pay.\n\nAnd if they say no to us, as they did in May?\n\n"
        "Reyer: Then we wait.\n\nQWe heard of a strike.\n\nReyer: We have not."
    )
    assert [(quote.words, quote.speaker) for quote in read(text)] == [
        ("We want a berth. We wrote to the port.", "Tomas Reyer"),
        ("We will pay.", "Tomas Reyer"),
        ("Then we wait.", "Tomas Reyer"),
        ("We have not.", "Tomas Reyer"),
    ]
    assert not any(section.heading for section in parse(OPENING + text).sections)


@pytest.mark.parametrize("first", ["", "Reyer: "])
def test_interview_that_labels_only_its_questions_has_one_who_answers(first: str) -> None:
    text = (
        f"Interview: Tomas Reyer\n\nInterviewer: Did you sleep?\n\n{first}(sighs) No. Asleep I was "
        "not.\n\nInterviewer: What did you see?\n\n(laughs) Look, my father saw a ship.\n\n"
        "We were told of a barge.\n\nReyer pours tea.\n\nInterviewer: You waited.\n\n"
        "And my crew was ready.\n\nHe sails on Monday."
    )
    draft = parse(text)

    assert [(quote.words, quote.speaker) for quote in draft.quotes] == [
        ("No. Asleep I was not.", "Tomas Reyer"),
        ("Look, my father saw a ship.", "Tomas Reyer"),
        ("We were told of a barge.", "Tomas Reyer"),
        ("And my crew was ready.", "Tomas Reyer"),
    ]
    assert [actor.name for actor in draft.actors] == ["Tomas Reyer"]
    assert [section.heading for section in draft.sections] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Reyer: the skipper of the Heron.\n\nMarenko: the harbour master.\n\nWho pays: the ports.",
        "Reyer: It is full.\n\nReyer: It rains.",
        "Why now: The treaty ends.\n\nWho pays: The ports do.\n\nWho pays: The towns do.",
        "Q: Who pays?\n\nOwners do. You can pay by card.\n\nQ: Where?\n\nIt is paid at the gate.",
    ],
)
def test_a_list_with_names_is_no_interview(text: str) -> None:
    assert read(text) == ()


def test_quote_over_three_paragraphs_has_one_speaker() -> None:
    text = "“The quay is full,” Reyer said. “It rains.\n\n“It rains all day.\n\n“And it will.”"

    assert [quote.speaker for quote in read(text)] == ["Tomas Reyer"] * 4


def test_words_behind_a_semicolon_go_on() -> None:
    first, second = read("“The quay is full,” Reyer said; “nobody can land there.”")

    assert (first.speaker, second.speaker) == ("Tomas Reyer", "Tomas Reyer")


def test_split_quote_is_one_chain() -> None:
    sentence = "“We wait,” Reyer said, “as we must. It rains. And it is cold.” “Yes.”"
    first, second, third = read(sentence)

    assert (first.continues, second.continues) == (None, 0)
    assert {first.speaker, second.speaker, third.speaker} == {"Tomas Reyer"}


@pytest.mark.parametrize(
    "sentence", ["“We,” Reyer said, “wait.”", "“We wait,” said a docker. “It rains, as it must.”"]
)
def test_few_words_behind_who_speaks_go_on(sentence: str) -> None:
    first, second = read(sentence)

    assert (first.continues, second.continues) == (None, 0)
    assert {first.kind, second.kind} == {QuoteKind.DIRECT}


@pytest.mark.parametrize("hearer", ["a packed courtroom", "the council", "reporters"])
def test_who_was_told_is_printed_whole(hearer: str) -> None:
    (quote,) = read(f"“The quay is full,” Reyer told {hearer}.")

    assert quote.said_to == hearer


def test_quote_that_runs_on_keeps_its_speaker() -> None:
    first, second = read("“We wait for the tide,” Reyer said. “It comes.\n\n“It always comes.”")[1:]

    assert (first.speaker, second.speaker) == ("Tomas Reyer", "Tomas Reyer")
    assert second.words == "It always comes."


def test_lone_quote_after_a_colon_belongs_to_the_sentence_before() -> None:
    (quote,) = read("Reyer had one answer to the board:\n\n“The tide decides.”")

    assert (quote.speaker, quote.kind) == ("Tomas Reyer", QuoteKind.DIRECT)


def test_last_name_that_two_people_share_goes_to_the_one_named_last() -> None:
    text = "Anton Reyer, a cousin of the skipper, came late. “I slept,” Reyer said."

    (quote,) = read(text)

    assert quote.speaker == "Anton Reyer"
    assert quote.confidence < 0.7


def test_person_who_was_told_is_kept() -> None:
    (quote,) = read("“The quay is full,” Reyer told Lantern Radio.")

    assert quote.said_to == "Lantern Radio"


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Union chief says deal is “days away”", "Magda Eskell"),
        ("Ferry boss says deal is “days away”", "Joren Vask"),
        ("Union lawyer says deal is “days away”", None),
        ("Museum head says deal is “days away”", None),
    ],
)
def test_office_in_a_headline_is_whose_role_fits(headline: str, speaker: str | None) -> None:
    text = (
        f"{headline}\n\nMagda Eskell, the general secretary of the Dockers’ Union, met Joren Vask, "
        "the chief executive of Harrow Ferries, on Monday. Wim Aster, deputy chairman of the "
        "Dockers’ Union, stayed away.\n\nThey parted at noon.\n"
    )

    (quote,) = parse(text).quotes

    assert (quote.part, quote.speaker) == (Part.HEADLINE, speaker)


def test_two_who_fit_a_headline_leave_its_speaker_open() -> None:
    text = (
        "Union chief says deal is “days away”\n\nMagda Eskell, the president of the Dockers’ "
        "Union, met Wim Aster, the president of the Pilots’ Union, on Monday.\n\n"
        "They parted at noon.\n"
    )

    assert [quote.speaker for quote in parse(text).quotes] == [None]
