"""What a text says stands in the way: in lists, and in single sentences."""

import pytest

from articles.choices import ObstacleKind as Kind
from articles.choices import ReportStatus as Status
from articles.ingest.drafts import ArticleDraft, ObstacleDraft
from articles.ingest.parser import parse

OPENING = """Delegates return to the Sund talks

Orsk’s Chancellor Bram Tolvik met Velden’s President Ilsa Marenko in Lund Ferry on Monday, as the
envoys of both went on with their work.

"""


def read(text: str) -> ArticleDraft:
    return parse(f"{OPENING}{text}\n")


def sides(draft: ObstacleDraft) -> tuple:
    return draft.kind, draft.title, draft.laid_by, draft.faced_by


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tolvik insists on a second pilot on every night sailing.",
            (Kind.CONDITION, "A second pilot on every night sailing", ("Bram Tolvik",), ()),
        ),
        (
            "Velden demands that Orsk open the upper sluice before winter.",
            (
                Kind.DEMAND,
                "Demanding that Orsk open the upper sluice before winter",
                ("Velden",),
                ("Orsk",),
            ),
        ),
        (
            "Orsk’s government has rejected Velden’s offer of a joint patrol, Tolvik said.",
            (Kind.DENIAL, "Rejecting Velden’s offer of a joint patrol", ("Orsk",), ("Velden",)),
        ),
        (
            "Tolvik has ruled out any payment for the dry years.",
            (Kind.DENIAL, "Ruling out any payment for the dry years", ("Bram Tolvik",), ()),
        ),
        (
            "Orsk will sign no paper, Tolvik said, until the barges leave.",
            (Kind.CONDITION, "Refusing to sign any paper until the barges leave", ("Orsk",), ()),
        ),
        (
            "Marenko refused to sign the annex until the barges left.",
            (
                Kind.CONDITION,
                "Refusing to sign the annex until the barges left",
                ("Ilsa Marenko",),
                (),
            ),
        ),
        (
            "Tolvik would not, he said, sign the annex without the growers.",
            (Kind.DENIAL, "Refusing to sign the annex without the growers", ("Bram Tolvik",), ()),
        ),
        (
            "Velden declined to extend the offer beyond Friday.",
            (Kind.DENIAL, "Refusing to extend the offer beyond Friday", ("Velden",), ()),
        ),
        (
            "Velden has yet to reply to the offer of a joint patrol.",
            (Kind.LIMIT, "Yet to reply to the offer of a joint patrol", ("Velden",), ()),
        ),
        (
            "Until the piles have been replaced there can be no question of reopening the bridge.",
            (Kind.CONDITION, "No question of reopening the bridge", (), ()),
        ),
        (
            "Velden deferred its decision on the dredging until March.",
            (Kind.DENIAL, "Deferring its decision on the dredging until March", ("Velden",), ()),
        ),
        (
            "Marenko said on Tuesday that she will not accept inspectors at the dam.",
            (Kind.DENIAL, "Refusing to accept inspectors at the dam", ("Ilsa Marenko",), ()),
        ),
        (
            "Velden has made a seat for the growers a condition of any further round.",
            (Kind.CONDITION, "A seat for the growers", ("Velden",), ()),
        ),
        (
            "Orsk is unwilling to reopen the canal in spring.",
            (Kind.DENIAL, "Refusing to reopen the canal in spring", ("Orsk",), ()),
        ),
        (
            "Marenko vetoed the clause on fishing.",
            (Kind.DENIAL, "Vetoing the clause on fishing", ("Ilsa Marenko",), ()),
        ),
        (
            "The toll on gravel stands in the way of a signature.",
            (Kind.LIMIT, "The toll on gravel", (), ()),
        ),
        (
            "Orsk is blocking the appointment of a chairman.",
            (Kind.DENIAL, "Blocking the appointment of a chairman", ("Orsk",), ()),
        ),
        (
            "There will be no treaty until the crew is home, Tolvik warned.",
            (Kind.CONDITION, "No treaty until the crew is home", (), ()),
        ),
        (
            "The main sticking point is the price of the water.",
            (Kind.LIMIT, "The price of the water", (), ()),
        ),
        (
            "The talks cannot resume until the court in Lund Ferry rules on the toll.",
            (
                Kind.CONDITION,
                "The talks cannot resume until the court in Lund Ferry rules on the toll",
                (),
                (),
            ),
        ),
        (
            "The talks on the licence for the upper Orsk cannot resume until it rains.",
            (
                Kind.CONDITION,
                "The talks on the licence for the upper Orsk cannot resume until it rains",
                (),
                (),
            ),
        ),
        (
            "Velden has made any agreement conditional on a no-strike clause.",
            (Kind.CONDITION, "A no-strike clause", ("Velden",), ()),
        ),
        (
            "Without a permit, replacement crews may not operate the cranes.",
            (Kind.CONDITION, "Replacement crews may not operate the cranes", (), ()),
        ),
        (
            "A deal is not possible until the crew is home.",
            (Kind.CONDITION, "A deal is not possible until the crew is home", (), ()),
        ),
        (
            "Orsk will not discuss a toll as long as the barges stay.",
            (
                Kind.CONDITION,
                "Refusing to discuss a toll as long as the barges stay",
                ("Orsk",),
                (),
            ),
        ),
        (
            "Without the Coastal Party’s support the bill has no majority.",
            (Kind.LIMIT, "The bill has no majority", (), ()),
        ),
        (
            "A lack of funds prevents the purchase of a second ferry.",
            (Kind.LIMIT, "A lack of funds", (), ()),
        ),
        (
            "A dispute over who should mediate is also holding up a settlement.",
            (Kind.LIMIT, "A dispute over who should mediate", (), ()),
        ),
        (
            "The treaty is being held up by a dispute over the gauges.",
            (Kind.LIMIT, "A dispute over the gauges", (), ()),
        ),
        (
            "The purchase has been blocked since 2028 by a disagreement over the price.",
            (Kind.LIMIT, "A disagreement over the price", (), ()),
        ),
        (
            "The talks collapsed over the toll.",
            (Kind.LIMIT, "The toll", (), ()),
        ),
        (
            "Orsk opposes the dam because it fears for its water.",
            (Kind.DENIAL, "Opposing the dam", ("Orsk",), ()),
        ),
        (
            "A bank has frozen its loans pending a permit.",
            (Kind.DENIAL, "Freezing its loans pending a permit", (), ()),
        ),
        (
            "The upper valleys voted against the levy on gravel.",
            (Kind.DENIAL, "Voting against the levy on gravel", (), ()),
        ),
        (
            "The mayor says the bridge will not reopen until the pillars are repaired.",
            (
                Kind.CONDITION,
                "The bridge will not reopen until the pillars are repaired",
                (),
                (),
            ),
        ),
        (
            "Without a new sluice, the treaty cannot be signed, Tolvik said.",
            (Kind.CONDITION, "The treaty cannot be signed", (), ()),
        ),
        (
            "Dockers will not unload the grain unless the ministry pays the arrears.",
            (
                Kind.CONDITION,
                "Refusing to unload the grain unless the ministry pays the arrears",
                (),
                (),
            ),
        ),
        (
            "Velden will only return to the table if the sanctions are lifted.",
            (
                Kind.CONDITION,
                "Only willing to return to the table if the sanctions are lifted",
                ("Velden",),
                (),
            ),
        ),
        (
            "The plan needs the consent of all five valleys, and two have refused.",
            (Kind.CONDITION, "The plan needs the consent of all five valleys", (), ()),
        ),
        (
            "The opposition wants a referendum before any land is sold.",
            (Kind.DEMAND, "A referendum before any land is sold", (), ()),
        ),
        (
            "The proposal lacks the two-thirds majority needed in the senate.",
            (
                Kind.LIMIT,
                "The proposal lacks the two-thirds majority needed in the senate",
                (),
                (),
            ),
        ),
        (
            "Velden has yet to issue the permit.",
            (Kind.LIMIT, "Yet to issue the permit", ("Velden",), ()),
        ),
        (
            "Velden has not yet ratified the treaty.",
            (Kind.LIMIT, "Yet to ratify the treaty", ("Velden",), ()),
        ),
        (
            "The treaty has been on hold since Velden recalled its envoy.",
            (Kind.LIMIT, "The treaty has been on hold", (), ()),
        ),
        (
            "The talks on the toll have stalled because neither side yields.",
            (Kind.LIMIT, "Neither side yields", (), ()),
        ),
        (
            "The deal is blocked by Velden’s veto.",
            (Kind.DENIAL, "Blocking the deal", ("Velden",), ()),
        ),
        (
            "Tolvik walked out of the talks over the wording of article 7.",
            (
                Kind.DENIAL,
                "Walking out of the talks over the wording of article 7",
                ("Bram Tolvik",),
                (),
            ),
        ),
        (
            "Velden withdrew from the treaty.",
            (Kind.DENIAL, "Withdrawing from the treaty", ("Velden",), ()),
        ),
        (
            "Velden has gone to court to stop the dredging.",
            (Kind.DENIAL, "Going to court to stop the dredging", ("Velden",), ()),
        ),
        (
            "Tolvik said his party would vote against any budget that cut the ferry.",
            (Kind.DENIAL, "Voting against any budget that cut the ferry", (), ()),
        ),
        (
            "Orsk’s insistence on a joint pilot remains the main sticking point.",
            (Kind.CONDITION, "Insistence on a joint pilot", ("Orsk",), ()),
        ),
        (
            "The strike went on after Velden barred the port from selling its quay.",
            (Kind.DENIAL, "Barring the port from selling its quay", ("Velden",), ()),
        ),
        (
            "Shepherds blockaded the lower gates on Monday.",
            (Kind.DENIAL, "Blockading the lower gates", (), ()),
        ),
        (
            "A judge in Orsk has stopped the sale of the tugs.",
            (Kind.DENIAL, "Stopping the sale of the tugs", (), ()),
        ),
        (
            "The treaty has run into stiff opposition from Velden.",
            (Kind.DENIAL, "Opposing the treaty", ("Velden",), ()),
        ),
        (
            "Tolvik made clear that there would be no subsidy without an audit.",
            (Kind.CONDITION, "No subsidy without an audit", (), ()),
        ),
        (
            "The talks broke down on Sunday over the question of who pays for the locks.",
            (Kind.LIMIT, "The question of who pays for the locks", (), ()),
        ),
        (
            "Velden said it would withhold half of the grant unless the tables are published.",
            (
                Kind.CONDITION,
                "Withholding half of the grant unless the tables are published",
                ("Velden",),
                (),
            ),
        ),
        (
            "Tolvik was barred from selling the quay by Velden.",
            (Kind.DENIAL, "Barred from selling the quay", ("Velden",), ("Bram Tolvik",)),
        ),
        (
            "Lawyers say they have been denied access to their clients since May.",
            (Kind.DENIAL, "Denied access to their clients since May", (), ()),
        ),
        (
            "Velden denied two pilots a visa.",
            (Kind.DENIAL, "Denying two pilots a visa", ("Velden",), ()),
        ),
        (
            "The bill needs a two-thirds majority.",
            (Kind.CONDITION, "The bill needs a two-thirds majority", (), ()),
        ),
        (
            "Velden will abstain until the clause is restored.",
            (Kind.CONDITION, "Abstaining until the clause is restored", ("Velden",), ()),
        ),
        (
            "Until then the treaty may not be signed.",
            (Kind.CONDITION, "The treaty may not be signed", (), ()),
        ),
        (
            "The pilots’ union, known as Line Nine, rejected any further cut on Monday.",
            (Kind.DENIAL, "Rejecting any further cut", ("Line Nine",), ()),
        ),
        (
            "A draft that was rejected by Velden is on the table.",
            (Kind.DENIAL, "Rejecting a draft", ("Velden",), ()),
        ),
        (
            "The clause was rejected by Velden within the hour.",
            (Kind.DENIAL, "Rejecting the clause", ("Velden",), ()),
        ),
        (
            "Contacts between the two were broken off in March.",
            (Kind.LIMIT, "Contacts between the two were broken off", (), ()),
        ),
        (
            "Work on the pier has been halted since the flood.",
            (Kind.LIMIT, "Work on the pier has been halted", (), ()),
        ),
        (
            "The sale of the quay hinges on the release of the crew.",
            (Kind.CONDITION, "The sale of the quay hinges on the release of the crew", (), ()),
        ),
        (
            "The loan is still subject to the approval of both chambers.",
            (Kind.CONDITION, "The loan is still subject to the approval of both chambers", (), ()),
        ),
        (
            "Work on the pier can start only once the permit is granted.",
            (Kind.CONDITION, "Work on the pier can start only once the permit is granted", (), ()),
        ),
        (
            "There can be no deal without the release of the crew.",
            (Kind.CONDITION, "No deal without the release of the crew", (), ()),
        ),
        (
            "There is no majority for the bill without the farmers.",
            (Kind.CONDITION, "No majority for the bill without the farmers", (), ()),
        ),
        (
            "The accord cannot take effect because Velden has not signed it, Tolvik said.",
            (Kind.LIMIT, "The accord cannot take effect because Velden has not signed it", (), ()),
        ),
        (
            "Velden kept its embargo on arms in place.",
            (Kind.DENIAL, "Embargo on arms", ("Velden",), ()),
        ),
        (
            "The ban on night fishing remains in force.",
            (Kind.DENIAL, "The ban on night fishing", (), ()),
        ),
        (
            "The court upheld the injunction against the dredging.",
            (Kind.DENIAL, "Injunction against the dredging", (), ()),
        ),
        (
            "The harbour board voted 7–2 against the new licence.",
            (Kind.DENIAL, "Voting against the new licence", ("harbour board",), ()),
        ),
        (
            "The third round ended without an agreement.",
            (Kind.LIMIT, "The third round ended without an agreement", (), ()),
        ),
        (
            "The bridge project is 40 million crowns short.",
            (Kind.LIMIT, "The bridge project is 40 million crowns short", (), ()),
        ),
        (
            "Tolvik said Orsk had no money for the pier.",
            (Kind.LIMIT, "Lacking money for the pier", ("Orsk",), ()),
        ),
        (
            "The strait is closed to Velden’s ships until the wreck is raised.",
            (
                Kind.LIMIT,
                "The strait is closed to Velden’s ships until the wreck is raised",
                (),
                ("Velden",),
            ),
        ),
        (
            "Negotiators are deadlocked over the price of the pilots.",
            (Kind.LIMIT, "The price of the pilots", (), ()),
        ),
        (
            "The insurers will not cover ships that use the strait.",
            (Kind.DENIAL, "Refusing to cover ships that use the strait", (), ()),
        ),
        (
            "Before any vote, Velden wants an audit of the accounts.",
            (Kind.DEMAND, "An audit of the accounts", ("Velden",), ()),
        ),
        (
            "Velden wants compensation for the lost nets.",
            (Kind.DEMAND, "Compensation for the lost nets", ("Velden",), ()),
        ),
        (
            "Velden says it will back the budget only if the toll is scrapped.",
            (
                Kind.CONDITION,
                "Willing to back the budget only if the toll is scrapped",
                ("Velden",),
                (),
            ),
        ),
        (
            "Tolvik warned that Orsk would leave the pact if the bill passed.",
            (
                Kind.CONDITION,
                "Threatening to leave the pact if the bill passed",
                ("Orsk",),
                (),
            ),
        ),
        (
            "The hospital cannot open the ward because it has found no nurses.",
            (
                Kind.LIMIT,
                "The hospital cannot open the ward because it has found no nurses",
                (),
                (),
            ),
        ),
        (
            "Orsk imposed a moratorium on new wells.",
            (Kind.DENIAL, "Moratorium on new wells", ("Orsk",), ()),
        ),
        (
            "Velden has filed a lawsuit to halt the tunnel.",
            (Kind.DENIAL, "Filing a lawsuit to halt the tunnel", ("Velden",), ()),
        ),
        (
            "Orsk is holding out for a seat on the board.",
            (Kind.DEMAND, "A seat on the board", ("Orsk",), ()),
        ),
        (
            "Orsk is pressing for Velden to sign.",
            (Kind.DEMAND, "Pressing for Velden to sign", ("Orsk",), ("Velden",)),
        ),
        (
            "Orsk has put the project on ice.",
            (Kind.DENIAL, "Putting the project on ice", ("Orsk",), ()),
        ),
        (
            "The motion was defeated 41 to 39.",
            (Kind.DENIAL, "The motion was defeated 41 to 39", (), ()),
        ),
        (
            "The bill failed by two votes.",
            (Kind.DENIAL, "The bill failed by two votes", (), ()),
        ),
        (
            "Orsk voted down the bill.",
            (Kind.DENIAL, "Voting down the bill", ("Orsk",), ()),
        ),
        (
            "Orsk sent the law back to parliament.",
            (Kind.DENIAL, "Sending the law back to parliament", ("Orsk",), ()),
        ),
        (
            "The pilots called a strike for Friday unless the rota is withdrawn.",
            (
                Kind.CONDITION,
                "Calling a strike for Friday unless the rota is withdrawn",
                (),
                (),
            ),
        ),
        (
            "The pilots have threatened to strike.",
            (Kind.DENIAL, "Threatening to strike", (), ()),
        ),
        (
            "Talks on the pipeline are frozen.",
            (Kind.LIMIT, "Talks on the pipeline are frozen", (), ()),
        ),
        (
            "The two sides have reached an impasse over the price.",
            (Kind.LIMIT, "Impasse over the price", (), ()),
        ),
        (
            "The two sides remain far apart on wages.",
            (Kind.LIMIT, "Far apart on wages", (), ()),
        ),
        (
            "The dispute over the border is unresolved.",
            (Kind.LIMIT, "The dispute over the border is unresolved", (), ()),
        ),
        (
            "Orsk says the map is not negotiable.",
            (Kind.CONDITION, "The map is not negotiable", ("Orsk",), ()),
        ),
        (
            "Planning permission has not been granted.",
            (Kind.LIMIT, "Planning permission has not been granted", (), ()),
        ),
        (
            "Velden has not received a permit to drill.",
            (Kind.LIMIT, "Lacking a permit to drill", (), ("Velden",)),
        ),
        (
            "The reopening has been pushed back to May because of a shortage of pilots.",
            (Kind.LIMIT, "The reopening has been pushed back to May", (), ()),
        ),
        (
            "Nothing can happen until the board returns.",
            (Kind.CONDITION, "Nothing can happen until the board returns", (), ()),
        ),
        (
            "The funding gap has grown to 640 million crowns.",
            (Kind.LIMIT, "The funding gap has grown to 640 million crowns", (), ()),
        ),
        (
            "Tolvik said that Orsk would not transfer a crown before an audit had been completed.",
            (
                Kind.CONDITION,
                "Refusing to transfer a crown before an audit had been completed",
                ("Orsk",),
                (),
            ),
        ),
        (
            "Orsk used its veto against the route through the valley.",
            (Kind.DENIAL, "Veto against the route through the valley", (), ()),
        ),
        (
            "The project, Tolvik said, still lacks a water permit.",
            (Kind.LIMIT, "The project lacks a water permit", (), ()),
        ),
        (
            "The licence for the quarry was suspended by Orsk on Friday.",
            (Kind.DENIAL, "Suspending the licence for the quarry", ("Orsk",), ()),
        ),
        (
            "The hearing was postponed until March because the judge fell ill.",
            (Kind.LIMIT, "The hearing was postponed until March", (), ()),
        ),
        (
            "The crews of the night ferry have been on strike since Monday.",
            (Kind.DENIAL, "The crews of the night ferry have been on strike", (), ()),
        ),
        (
            "The pilots went on strike over the winter allowance.",
            (Kind.DENIAL, "Striking over the winter allowance", (), ()),
        ),
        (
            "The pilots would strike unless Orsk paid the winter allowance.",
            (
                Kind.CONDITION,
                "Threatening to strike unless Orsk paid the winter allowance",
                (),
                ("Orsk",),
            ),
        ),
        (
            "Velden threatened to walk out unless the clause is restored.",
            (
                Kind.CONDITION,
                "Threatening to walk out unless the clause is restored",
                ("Velden",),
                (),
            ),
        ),
        (
            "Orsk ordered the builders to stop work on the eastern pier.",
            (Kind.DENIAL, "Ordering the builders to stop work on the eastern pier", ("Orsk",), ()),
        ),
        (
            "Orsk ordered a halt to the dredging.",
            (Kind.DENIAL, "Ordering a halt to the dredging", ("Orsk",), ()),
        ),
        (
            "Velden withdrew its consent to the tunnel.",
            (Kind.DENIAL, "Withdrawing its consent to the tunnel", ("Velden",), ()),
        ),
        (
            "Orsk has frozen the second tranche of its loan for the bridge.",
            (Kind.DENIAL, "Freezing the second tranche of its loan for the bridge", ("Orsk",), ()),
        ),
        (
            "The treaty is stuck in parliament.",
            (Kind.LIMIT, "The treaty is stuck in parliament", (), ()),
        ),
        (
            "Velden failed to agree on a date for the vote.",
            (Kind.LIMIT, "Failing to agree on a date for the vote", (), ("Velden",)),
        ),
        (
            "The council was unable to find a majority for the toll.",
            (Kind.LIMIT, "Failing to find a majority for the toll", (), ()),
        ),
        (
            "Velden cannot begin dredging until the court rules.",
            (
                Kind.CONDITION,
                "Velden cannot begin dredging until the court rules",
                (),
                ("Velden",),
            ),
        ),
        (
            "Only if the barges leave will Velden sign, Tolvik said.",
            (Kind.CONDITION, "Willing to sign only if the barges leave", ("Velden",), ()),
        ),
        (
            "The bill, drafted in May, needs a two-thirds majority.",
            (Kind.CONDITION, "The bill needs a two-thirds majority", (), ()),
        ),
        (
            "Talks between the federation and Velden were broken off on Friday.",
            (
                Kind.LIMIT,
                "Talks between the federation and Velden were broken off",
                (),
                (),
            ),
        ),
        (
            "Its licence to run the reactor hall was revoked in October.",
            (Kind.LIMIT, "The licence to run the reactor hall was revoked", (), ()),
        ),
        (
            "Velden has banned portable heaters from its halls.",
            (Kind.DENIAL, "Banning portable heaters from its halls", ("Velden",), ()),
        ),
        (
            "Velden has threatened an indefinite walkout.",
            (Kind.DENIAL, "Threatening an indefinite walkout", ("Velden",), ()),
        ),
        (
            "Velden has not yet approved the transit treaty.",
            (Kind.LIMIT, "Yet to approve the transit treaty", ("Velden",), ()),
        ),
        (
            "Velden vetoed the guarantee in September.",
            (Kind.DENIAL, "Vetoing the guarantee", ("Velden",), ()),
        ),
        (
            "A shortage of engineers has delayed the opening of the tunnel.",
            (Kind.LIMIT, "A shortage of engineers", (), ()),
        ),
    ],
)
def test_sentence_lays_an_obstacle(sentence: str, expected: tuple) -> None:
    draft = read(sentence)

    assert [sides(obstacle) for obstacle in draft.obstacles] == [expected]
    (obstacle,) = draft.obstacles
    assert obstacle.span.of(draft.source) == sentence
    assert 0.5 <= obstacle.confidence < 1


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Orsk has dropped its demand for a toll.", Status.LIFTED),
        ("Velden no longer insists on a court of arbitration.", Status.LIFTED),
        ("Tolvik softened his demand for a toll on gravel.", Status.EASED),
        ("Velden repeated its demand that the barges leave.", Status.STANDING),
        ("Orsk still refuses to open the sluice.", Status.STANDING),
        ("Tolvik denied that Orsk is blocking the appointment of a chairman.", Status.DISPUTED),
        ("Orsk refuses to open the sluice.", Status.RAISED),
        ("Orsk lifted its ban on the barges.", Status.LIFTED),
        ("A ban on night work was lifted last month.", Status.LIFTED),
        ("Orsk has extended its sanctions against Velden.", Status.STANDING),
        ("The pilots called off their strike over the rota.", Status.LIFTED),
        ("The pilots suspended their strike over the rota.", Status.EASED),
        ("The nine-day strike at the port ended on Sunday.", Status.LIFTED),
        ("The court overturned the ban on night flights.", Status.LIFTED),
        ("The ban on night flights is still in place.", Status.STANDING),
        ("Velden kept its embargo on arms.", Status.STANDING),
    ],
)
def test_sentence_says_how_the_obstacle_stands(sentence: str, status: Status) -> None:
    assert [obstacle.status for obstacle in read(sentence).obstacles] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "The barges stay until Orsk drops its demand for a toll.",
        "Unless Orsk drops its demand for a toll, the barges stay.",
        "If Orsk lifts its demand for a toll, the barges leave.",
        "Once Orsk has dropped its demand for a toll, Velden will leave.",
        "Velden will not move before Orsk drops its demand for a toll.",
        "After Orsk drops its demand for a toll, the barges may leave.",
        "Had Orsk dropped its demand for a toll, the barges would be gone.",
        "Orsk would drop its demand for a toll.",
        "Orsk must drop its demand for a toll.",
        "Orsk has to drop its demand for a toll.",
        "Orsk may soften its demand for a toll.",
        "Orsk will drop its demand for a toll if the barges leave.",
        "Orsk refused to drop its demand for a toll.",
        "Orsk is ready to ease its demand for a toll.",
        "Marenko urged Orsk to drop its demand for a toll.",
        "Marenko demanded that Orsk drop its demand for a toll.",
        "Orsk has not withdrawn its demand for a toll.",
        "Orsk will not drop its demand for a toll.",
        "Orsk never dropped its demand for a toll.",
        "Orsk returned without dropping its demand for a toll.",
        "Orsk could end the quarrel by dropping its demand for a toll.",
        "There is no sign that Orsk has dropped its demand for a toll.",
        "Marenko asked whether Orsk had dropped its demand for a toll.",
        "Tolvik denied that Orsk had dropped its demand for a toll.",
        "Neither Orsk nor Velden has softened its demand for a toll.",
        "The barges stay until Orsk no longer insists on a toll.",
    ],
)
def test_what_is_asked_awaited_or_denied_is_not_lifted(sentence: str) -> None:
    found = {obstacle.status for obstacle in read(sentence).obstacles}

    assert found
    assert found <= {Status.RAISED, Status.STANDING}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Tolvik said that Orsk had dropped its demand for a toll.", Status.LIFTED),
        ("Orsk is dropping its demand for a toll.", Status.LIFTED),
        ("After Orsk dropped its demand for a toll, the talks went on.", Status.LIFTED),
        ("Marenko sighed when Orsk eased its demand for a toll.", Status.EASED),
        ("Orsk returned, dropping its demand for a toll.", Status.LIFTED),
        ("Orsk has partly dropped its demand for a toll.", Status.EASED),
        ("Orsk no longer demands a toll.", Status.LIFTED),
        ("Orsk no longer asks for a toll.", Status.LIFTED),
        ("Tolvik did not deny that Orsk refuses to open the sluice.", Status.RAISED),
        ("The ministry, which denied Velden a berth, refuses to open the sluice.", Status.RAISED),
    ],
)
def test_what_was_done_is_told_from_what_is_awaited(sentence: str, status: Status) -> None:
    assert [obstacle.status for obstacle in read(sentence).obstacles] == [status]


def test_who_is_urged_to_drop_a_demand_is_its_holder() -> None:
    (obstacle,) = read("Marenko urged Tolvik to drop his demand for a toll.").obstacles

    assert sides(obstacle) == (Kind.DEMAND, "Demand for a toll", ("Bram Tolvik",), ())


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("Tolvik refused to sign.", []),
        ("Orsk rejected the demand.", []),
        (
            "Velden repeated its demand for a pier. Orsk rejected the demand.",
            ["Demand for a pier", "Rejecting the demand for a pier"],
        ),
        ("Orsk refuses to withdraw.", ["Refusing to withdraw"]),
        ("Orsk will sign only if it rains.", ["Willing to sign only if it rains"]),
        (
            "Marenko wants Orsk to open the sluice before winter.",
            ["Wanting Orsk to open the sluice before winter"],
        ),
        ("Tolvik said that night sailings remained a red line.", ["Night sailings"]),
        (
            "Tolvik insisted that Orsk would not sign without a licence of ten years.",
            ["Refusing to sign without a licence of ten years"],
        ),
        (
            "Orsk refused to accept night sailings, leaving the treaty in doubt.",
            ["Refusing to accept night sailings"],
        ),
        (
            "The obstacles are:\n- the growers’ refusal of a toll;\n- a second pilot.",
            ["The growers’ refusal of a toll", "A second pilot"],
        ),
    ],
)
def test_title_can_stand_in_a_ledger(sentence: str, titles: list[str]) -> None:
    assert [obstacle.title for obstacle in read(sentence).obstacles] == titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The obstacles are:\n- the refusal of night sailings;\n- a toll.\n\n"
            "Orsk refused to accept night sailings.",
            [("The refusal of night sailings", ("Orsk",)), ("A toll", ())],
        ),
        (
            "The obstacles are:\n- a demand for a ten-year licence.\n\n"
            "Orsk will not sign without a licence of ten years.",
            [("A demand for a ten-year licence", ("Orsk",))],
        ),
        (
            "Orsk refused to accept night sailings. Velden rejected night sailings.",
            [
                ("Refusing to accept night sailings", ("Orsk",)),
                ("Rejecting night sailings", ("Velden",)),
            ],
        ),
        (
            "Orsk insists on a toll on gravel. Velden rejects a toll on gravel.",
            [("A toll on gravel", ("Orsk",)), ("Rejecting a toll on gravel", ("Velden",))],
        ),
        (
            "Orsk insists on a toll on gravel. On Friday Orsk dropped its demand for a toll on "
            "gravel.",
            [("A toll on gravel", ("Orsk",)), ("Demand for a toll on gravel", ("Orsk",))],
        ),
    ],
)
def test_obstacle_told_twice_is_drafted_once(text: str, expected: list[tuple]) -> None:
    assert [(one.title, one.laid_by) for one in read(text).obstacles] == expected


@pytest.mark.parametrize(
    ("sentence", "process"),
    [
        ("Orsk refuses to admit inspectors at the Sund talks.", "the Sund talks"),
        ("Velden rejected a pause in the ceasefire negotiations.", "the ceasefire negotiations"),
        ("Marenko threatened to veto the harbour bill.", "the harbour bill"),
        ("Orsk rejects the treaty on the lower river.", "the treaty on the lower river"),
        ("Orsk refuses to open the sluice.", ""),
        ("Orsk wants a referendum before any land is sold.", ""),
    ],
)
def test_process_is_taken_as_printed(sentence: str, process: str) -> None:
    assert [obstacle.process for obstacle in read(sentence).obstacles] == [process]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tolvik insisted that he had slept well.",
        "Marenko refused to comment.",
        "Tolvik rejected the allegation.",
        "Tolvik rejected it.",
        "Marenko has not ruled out a second meeting.",
        "If Orsk rejects the offer, the barges stay.",
        "Does Velden insist on a toll?",
        "An aide spoke on condition of anonymity.",
        "“We refuse to let the rain win,” Tolvik said.",
        "“You must sign,” Tolvik said.",
        "“They will not sign,” Tolvik said.",
        "“We stand together and demand changes,” Tolvik said.",
        "The paper calls it “a deal that Velden rejects”.",
        "The demands of the day wore him out.",
        "He walked three city blocks in the rain.",
        "I refuse to sign for parcels, and so should you.",
        "The library will not open until Friday.",
        "The opposition demanded Tolvik’s resignation.",
        "The union threatened to sue if they are laid off.",
        "The rain prevented a second flight.",
        "The ferry is held by two ropes.",
        "It is not possible to see the bridge.",
        "The talks will not resume before the end of next week.",
        "The bridge cannot be seen from the road.",
        "He needs the approval of his father.",
        "The house needs a new roof.",
        "Velden has yet to decide.",
        "Tolvik walked out of the house.",
        "The skipper called off the search.",
        "She went to court to watch the trial.",
        "The treaty was put on hold.",
        "The talks were on hold until Friday.",
        "Tolvik would only say that he was well.",
        "The soup lacks salt.",
        "Orsk could block the canal.",
        "The paper withheld his name.",
        "Tolvik denied the charge.",
        "Tolvik was denied a second cup of tea.",
        "Three pilots were fined for blocking the quay.",
        "The rain stopped the children.",
        "The vote was delayed by a day.",
        "Velden is only willing to resume them if the strike ends.",
        "The talks were suspended on Friday.",
        "She was suspended from school until the court rules.",
        "The match was called off because of rain.",
        "He failed to reach the summit before dark.",
        "She has failed to agree with anybody.",
        "He was stuck in traffic.",
        "Tolvik ordered a coffee and a bun.",
        "The minister cancelled his visit.",
        "It was a strike of luck.",
        "The price of fish depends on the wind.",
        "The treaty is not subject to the approval of the Senate.",
        "Work on the pier has not been halted since the flood.",
        "The bill was passed without a vote.",
        "The meeting ended without a song.",
        "Marenko kept her promise and her hat.",
        "The sanctions remain in force.",
        "The ban on night fishing is no longer in force.",
        "The library is closed to dogs.",
        "Tolvik had no money for a second coffee.",
        "The skipper was short of breath.",
        "They voted 7–2 against the mayor’s hat.",
        "The treaty may take effect because Velden has signed it.",
        "Nothing will change until Monday.",
        "Tolvik called the demand “a ploy”.",
        "The mayor was defeated in May.",
        "The committee announced a winner.",
        "She sent the parcel back to the shop.",
        "Tolvik has not received his pay.",
        "The prices are negotiable.",
        "The village filed a complaint about the noise.",
        "He put the kettle on the ice.",
        "The skipper held out his hand for the rope.",
        "The two villages are far apart.",
    ],
)
def test_no_obstacle_is_seen_where_none_is_laid(sentence: str) -> None:
    assert read(sentence).obstacles == ()


@pytest.mark.parametrize(
    ("sentence", "title", "laid_by"),
    [
        (
            "“We will never sign a paper that we cannot read,” Tolvik said.",
            "Refusing to sign a paper that they cannot read",
            ("Bram Tolvik",),
        ),
        (
            "“The ice is thin,” Tolvik said. “I reject our neighbours’ toll, all of it. No.”",
            "Rejecting their neighbours’ toll",
            ("Bram Tolvik",),
        ),
        ("“Velden rejects any toll,” said Tolvik.", "Rejecting any toll", ("Velden",)),
        (
            "“There will be no talks until the tugs are back,” said Tolvik.",
            "No talks until the tugs are back",
            (),
        ),
        ("“We will not accept the toll,” a pilot said.", "Refusing to accept the toll", ()),
    ],
)
def test_what_somebody_says_lays_an_obstacle(sentence: str, title: str, laid_by: tuple) -> None:
    (found,) = read(sentence).obstacles
    assert (found.title, found.laid_by) == (title, laid_by)
    told = found.span.of(f"{OPENING}{sentence}\n")
    assert told in sentence and not told.startswith("“") and not told.endswith((",", "”"))


def test_a_question_lays_no_obstacle_and_they_are_not_the_one_who_speaks() -> None:
    asked = (
        "Q: Velden has blocked the sale of the tugs?\n\nA: It has.\n\nQ: Why? It rejects any toll."
        "\n\nA: We wait."
    )
    assert read(f"Tolvik met us.\n\n{asked}").obstacles == ()
    (found,) = read(
        "The steward, Bram Tolvik, says they will not return before May is paid."
    ).obstacles
    assert found.laid_by == ()


def test_pronoun_means_who_was_named_before() -> None:
    draft = read("Marenko came late. She refuses to sign the annex.")

    assert [obstacle.laid_by for obstacle in draft.obstacles] == [("Ilsa Marenko",)]


def test_sentence_with_two_verbs_is_one_obstacle() -> None:
    draft = read("Tolvik rejected the second draft and refuses to read the third.")

    assert [obstacle.title for obstacle in draft.obstacles] == ["Rejecting the second draft"]


def test_body_without_a_name_lays_what_it_refuses() -> None:
    draft = read(
        "The finance ministry has refused to release the money for the dam. The dockers’ union "
        "rejected the second draft. The board opposes the sale. Its planning committee opposes "
        "the tunnel. The new council opposes the bridge."
    )

    assert [obstacle.laid_by for obstacle in draft.obstacles] == [
        ("finance ministry",),
        ("dockers’ union",),
        (),
        (),
        (),
    ]
    bodies = {actor.name for actor in draft.actors} - {"Bram Tolvik", "Ilsa Marenko"}
    assert bodies >= {"finance ministry", "dockers’ union"}
    assert not bodies & {"board", "planning committee", "council", "new council"}


def test_body_is_the_one_that_is_named_with_capitals() -> None:
    draft = read("The Harbour Board met. The harbour board has rejected the second draft.")

    assert [obstacle.laid_by for obstacle in draft.obstacles] == [("Harbour Board",)]
    assert "harbour board" not in [actor.name for actor in draft.actors]


def test_two_who_refuse_in_one_sentence_lay_two_obstacles() -> None:
    draft = read("Tolvik refused to open the upper sluice, and Velden rejected the second draft.")

    assert [(obstacle.title, obstacle.laid_by) for obstacle in draft.obstacles] == [
        ("Refusing to open the upper sluice", ("Bram Tolvik",)),
        ("Rejecting the second draft", ("Velden",)),
    ]


def test_long_title_ends_at_a_word() -> None:
    clause = "the eastern bank and the western bank and the two islands that lie between them " * 3

    (obstacle,) = read(f"Orsk insists on {clause.strip()}.").obstacles

    assert len(obstacle.title) <= 120
    assert obstacle.title.endswith("…")
    assert obstacle.title[:-1] in "T" + clause[1:]


@pytest.mark.parametrize(
    "heading", ["Sticking points", "## What Stands in the Way", "Red Lines", "Preconditions"]
)
def test_heading_leads_in_a_list(heading: str) -> None:
    draft = read(f"{heading}\n\n- Refusing a toll.\n- A seat for the growers.")

    assert [(obstacle.title, obstacle.confidence) for obstacle in draft.obstacles] == [
        ("Refusing a toll", 1.0),
        ("A seat for the growers", 1.0),
    ]


def test_heading_tells_whose_list_it_is() -> None:
    draft = read("Tolvik’s Red Lines\n\n- Refusing a toll.\n- A seat for the growers.")

    assert {obstacle.laid_by for obstacle in draft.obstacles} == {("Bram Tolvik",)}


@pytest.mark.parametrize(
    "lead",
    [
        "The roadblocks at the Sund talks:",
        "They are demanding, at the Sund talks:\n- nothing else\nThe hurdles at the Sund talks:",
        "Both sides have named preconditions for the Sund talks",
    ],
)
def test_line_leads_in_a_list(lead: str) -> None:
    draft = read(f"{lead}\n- Refusing a toll.\n- A seat for the growers.")

    assert [(obstacle.title, obstacle.process) for obstacle in draft.obstacles][-2:] == [
        ("Refusing a toll", "the Sund talks"),
        ("A seat for the growers", "the Sund talks"),
    ]


def test_lists_stand_before_sentences_and_nothing_twice() -> None:
    draft = read(
        "Orsk refuses to open the sluice.\n\n"
        "The obstacles are:\n- Refusing to open the sluice.\n- A toll.\n\n"
        "Velden rejects the toll on gravel."
    )

    assert [obstacle.title for obstacle in draft.obstacles] == [
        "Refusing to open the sluice",
        "A toll",
        "Rejecting the toll on gravel",
    ]


def test_quick_look_is_passed_over() -> None:
    text = (
        "Delegates Return\nDelegates Come Back – Quick Look\n"
        "- The Toll: Orsk insists on a toll.\nDelegates Return\n"
        "Orsk insists on a toll of forty crowns.\n"
    )

    assert [obstacle.title for obstacle in parse(text).obstacles] == ["A toll of forty crowns"]


def test_label_that_only_names_the_kind_is_no_title():
    draft = read(
        "The demands on the table:\n\n"
        "- Demand: pay for the winter sailings.\n"
        "- Condition: a second pilot on every boat.\n"
        "- Night sailings: no boat after ten.\n"
    )
    assert [(one.kind, one.title) for one in draft.obstacles] == [
        (Kind.DEMAND, "Pay for the winter sailings"),
        (Kind.CONDITION, "A second pilot on every boat"),
        (Kind.DENIAL, "Night sailings"),
    ]
