"""The words that the reading rules look for. Data, no rules."""

from .lists import words

ARTICLES = words("the a an")
POSSESSIVES = words("his her their its my our your")
DETERMINERS = (
    ARTICLES
    | POSSESSIVES
    | words("""
    this that these those another one some many several both two three four five six most other
    each every no any few all
    """)
)
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})

# “her remark that “…””, “the mayor's call for “…””
SPEECH_NOUNS = words("""
    comment comments remark remarks claim claims statement suggestion assertion warning promise
    pledge call question answer reply response tweet observation argument vow boast joke
    complaint description contention proposal demand insistence accusation prediction advice
    admission verdict message explanation summary apology plea motto
    """)
PREPOSITIONS = words("""
    about above across after against along among around as at before behind below beneath beside
    besides between beyond by despite down during except for from in inside into like near of
    off on onto out outside over past per since through throughout to toward towards under
    underneath until unlike up upon via with within without amid
    """)
PLACE_PREPOSITIONS = words(
    "in at near from through across around outside inside off along beyond toward towards"
)
CONJUNCTIONS = words("""
    and but or nor yet so while although though because if unless when whenever where whereas
    since until that which who whom whose as after before than whether once
    """)
AUXILIARIES = words("""
    is are was were be been being am has have had having do does did doing will would can could
    shall should may might must 's 'd 've n't wo ca not hasn't haven't hadn't isn't aren't
    wasn't weren't doesn't don't didn't won't wouldn't can't couldn't shouldn't cannot
    """)
IRREGULAR_PAST = words("""
    became began bore bought broke brought built came caught chose cut did drew drove fell felt
    fled flew forgot fought found froze gave got grew had heard held hid hit hurt kept knew laid
    led left lent let lost made meant met paid put quit ran rang read rose said sank sang sat saw
    sent set shook shot shut slept sold spent split spoke spread stood stole struck stuck swore
    swept swung taught threw told took understood went withdrew woke won wore wrote
    """)
ADVERBS = words("""
    also again then now later once often ever never always even still just too only soon instead
    recently repeatedly further furthermore moreover however meanwhile afterwards afterward
    earlier today yesterday tomorrow tonight first already simply famously there here both all
    not himself herself themselves itself reportedly publicly privately previously subsequently
    promptly twice
    """)

# Words that open a sentence with a capital letter and are no name.
SENTENCE_OPENERS = (
    DETERMINERS
    | SUBJECT_PRONOUNS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | ADVERBS
    | words("""
    additionally similarly unlike asked what why how whoever whatever let lets yes no well okay
    oh please according critics analysts experts officials lawmakers voters sources aides allies
    supporters opponents people women men others everyone nobody nothing something someone
    perhaps maybe finally indeed thus hence therefore otherwise nonetheless nevertheless besides
    despite given such much more less most least half part none neither either together here
    there's it's that's he's she's they're we're i'm i've i'll we've you're don't can't i'd
    speaking asked referring citing following thank thanks sorry good great new old big last
    next under since last editor's note update updated correction read watch related photo video
    image caption breaking exclusive opinion analysis advertisement share like mr look listen
    """)
)

_REGULAR_CUES = {
    # A verb of saying: its subject spoke the words.
    1.0: """
    add ask reply answer respond note explain insist argue claim declare announce state tweet
    post continue warn concede acknowledge admit confirm suggest recall remark observe comment
    quip joke shout yell cry exclaim whisper mutter conclude contend maintain assert charge
    allege stress emphasize emphasise reiterate repeat testify report predict vow pledge promise
    urge complain lament boast brag muse opine retort counter caution counsel advise chant
    recount reveal disclose indicate inform clarify volunteer proclaim assure interject reason
    marvel thunder proffer echo challenge demur deadpan protest theorize theorise posit affirm
    reassure snap bark growl gush crow intone huff gripe tease scoff snark sneer holler bellow
    venture surmise enthuse chuckle sigh parry sniff riff vent recite speculate hypothesize
    hypothesise attest avow aver chirp coo fume grouse harrumph hedge inquire enquire instruct
    mumble murmur narrate postulate profess rejoin rant rave sob spout squeal stammer stipulate
    taunt underline utter wail wisecrack yelp concur elaborate editorialize email text blog
    retweet seethe rage summarize summarise ruminate gloat boom beam bluster inveigh
    """,
    # A verb that often goes with a few marked words of its subject.
    0.7: """
    call describe label brand dub characterize characterise refer believe feel hope want
    consider criticize criticise blast slam denounce condemn praise hail mock ridicule dismiss
    accuse attack tout applaud decry deride reject propose demand view regard express fear
    expect worry doubt question wonder signal offer mention flatter talk discuss deny agree hint
    imply cite quote thank apologize apologise tell insist sum compare rail lash fire point
    resist credit fault blame defend invoke liken scold rebuke lambaste castigate trumpet
    promote pitch preach address sign title headline argue warn pray plead promise recommend
    support threaten suggest calculate conclude decide declare envision imagine portray present
    term cast detail outline envisage bemoan cheer chide commend congratulate contest
    corroborate welcome reference ponder project estimate highlight underscore knock trash bash
    savage skewer coach beg implore press float list enumerate tease disparage dispute rebut
    lambast pillory needle goad heckle jeer gloat gripe grumble whine bellow hiss rip identify
    assume pronounce issue publish record admonish deem weigh chime claim laugh smile shrug
    remind foresee forecast commiserate laud extol salute deplore regret rue assail excoriate
    dissent disagree vouch relate quiz remonstrate bewail honor honour depict demonize demonise
    vilify malign downplay
    """,
}
_IRREGULAR_CUES = {
    1.0: """
    say says said saying tell tells told telling write writes wrote written writing ruled
    """,
    0.7: """
    think thinks thought thinking feel feels felt feeling read reads reading speak speaks spoke
    spoken speaking see sees saw seeing swear swears swore sworn swearing go goes went going put
    puts putting make makes made making shoot shoots shot
    """,
}
_VOWELS = frozenset("aeiou")
_DOUBLING = words("""
    admit aver beg blog brag concur demur dub pet quip quiz rebut refer rip slam snap sob sum
    """)


def _forms(verb: str) -> tuple[str, str, str, str]:
    """The base, third person, past and -ing form of a regular verb."""
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return verb, third, stem + "ed", stem + "ing"


# Forms that are nouns too: “comment” after a plural or a “to”, “comments” after a singular.
BASE_CUES: set[str] = set()
THIRD_CUES: set[str] = set()
# form -> how surely its subject spoke words that stand beside it
CUES: dict[str, float] = {}
for _weight in (0.7, 1.0):
    for _verb in _REGULAR_CUES[_weight].split():
        CUES.update(dict.fromkeys(_forms(_verb), _weight))
        BASE_CUES.add(_forms(_verb)[0])
        THIRD_CUES.add(_forms(_verb)[1])
    CUES.update(dict.fromkeys(_IRREGULAR_CUES[_weight].split(), _weight))
del CUES["project"]  # the bridge project is a thing, far oftener than analysts project

# Verbs that speak only with one of these words after them.
PHRASAL_CUES = {
    "sum": {"up"}, "sums": {"up"}, "summed": {"up"}, "summing": {"up"},
    "point": {"out", "to"}, "points": {"out", "to"}, "pointed": {"out", "to"},
    "pointing": {"out", "to"},
    "go": {"on"}, "goes": {"on"}, "went": {"on"}, "going": {"on"},
    "fired": {"back"}, "fires": {"back"}, "shot": {"back"}, "shoots": {"back"}, "shoot": {"back"},
    "fire": {"back"}, "put": {"it"}, "puts": {"it"}, "putting": {"it"},
    "made": {"clear"}, "makes": {"clear"}, "make": {"clear"}, "making": {"clear"},
    "lashed": {"out"}, "lashing": {"out"}, "chimed": {"in"}, "weighed": {"in"},
}  # fmt: skip
# Verbs that do not speak with one of these words behind them: “the court ruled out an appeal”.
SILENCED_CUES = {"ruled": words("out in on against over by supreme for")}
# "called Ms. Roe “brave”": the words speak of somebody
NAMING_CUES = words("""
    call calls called calling describe describes described describing label labels labelled
    labeled labelling labeling brand brands branded branding dub dubs dubbed dubbing
    characterize characterizes characterized characterizing characterise characterises
    characterised characterising deem deems deemed deeming term terms termed terming
    """)
TELLING_CUES = words("tell tells told telling")
# "said that the quay was full": finite forms of verbs that state what follows; no "that" is needed
# behind the first ones
STATING_CUES_WITHOUT_THAT = words("""
    said says told tells added adds insisted insists claimed claims argued argues warned warns
    """)
STATING_CUES = STATING_CUES_WITHOUT_THAT | words("""
    explained explains declared declares conceded concedes admitted admits contended contends
    maintains asserted asserts stressed stresses emphasised emphasises emphasized emphasizes
    reiterated reiterates testified testifies predicts vowed vows pledged pledges promised promises
    alleged alleges recalled recalls remarked remarks observed observes complained complains
    stated states concluded concludes suggested suggests revealed reveals disclosed discloses
    replied replies responded responds countered counters cautioned cautions repeated repeats notes
    affirmed affirms ruled wrote writes tweeted announced announces acknowledged acknowledges
    confirmed confirms estimated estimates predicted maintained noted
    """)

COURTESY_TITLES = words("""
    Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Mx. Sir Dame Lord Lady Dr Dr. Madam Madame Monsieur Herr Frau
    """)
MALE_TITLES = words("Mr Mr. Sir Lord Monsieur Herr King Prince Congressman Rev. Rev")
FEMALE_TITLES = words(
    "Mrs Mrs. Ms Ms. Miss Dame Lady Madam Madame Frau Queen Princess Congresswoman"
)
TITLE_ABBREVIATIONS = words("""
    Sen. Sens. Rep. Reps. Gov. Govs. Gen. Lt. Col. Sgt. Capt. Maj. Adm. Cmdr. Cpl. Prof. Rev.
    Hon. Sen Rep Gov Gen Lt Col Sgt Capt Maj Adm Prof Rev Supt. Det. Atty. Amb. Pvt. Fr. Msgr.
    Insp. MP MEP MSP MLA TD KC QC Cllr Cllr.
    """)
# Nouns that name a person by the office or the trade.
ROLE_NOUNS = words("""
    predecessor successor president vice-president premier boss chancellor minister secretary
    governor senator representative congressman congresswoman lawmaker legislator mayor councillor
    councilman councilwoman delegate deputy chair chairman chairwoman chairperson head chief
    director manager leader speaker whip spokesman spokeswoman spokesperson spox ambassador envoy
    diplomat negotiator mediator commissioner officer general admiral colonel captain lieutenant
    major sergeant commander inspector sheriff detective judge justice attorney lawyer prosecutor
    solicitor counsel advocate analyst expert economist professor lecturer researcher scientist
    scholar historian author writer columnist journalist reporter editor correspondent commentator
    host anchor pollster strategist consultant adviser advisor aide assistant official activist
    organizer organiser campaigner founder co-founder owner executive ceo cfo president-elect
    candidate nominee contender frontrunner front-runner billionaire businessman businesswoman
    mogul tycoon developer investor banker trader farmer teacher doctor physician nurse surgeon
    engineer architect student pastor priest bishop archbishop cardinal pope imam rabbi reverend
    king queen prince princess emperor sultan emir dictator veteran soldier fisherman fisherwoman
    skipper pilot driver worker resident voter neighbor neighbour neighbor witness survivor victim
    mother father son daughter wife husband brother sister widow widower fellow coordinator
    administrator superintendent principal dean provost chaplain actor actress singer musician
    filmmaker director star comedian coach player secretary-general undersecretary treasurer
    rector trustee member partner operative surrogate lobbyist interpreter translator warden curator
    librarian harbourmaster harbormaster geologist biologist hydrologist meteorologist
    psychologist sociologist politician statesman stateswoman moderator rival opponent colleague
    critic supporter republican democrat intern protester master stationmaster postmaster
    headmaster headmistress quartermaster boatswain bosun mate purser foreman forewoman clerk
    registrar auditor ombudsman keeper lighthouse-keeper lockkeeper ferryman ferrywoman docker
    stevedore shopkeeper innkeeper baker brewer miller conductor demonstrator employee friend user
    commenter heckler moderator people chairwoman congressperson adviser staffer blogger publisher
    producer broadcaster novelist poet schoolteacher shepherd grower trucker villager dockworker
    commuter
    """)


def is_office(word: str) -> bool:
    """Also by its last part: secretary-treasurer."""
    return word in ROLE_NOUNS or ("-" in word and word.rsplit("-", 1)[1] in ROLE_NOUNS)


# A noun that speaks though no person is meant.
SPEAKING_THINGS = words("""
    insurer lender league federation lobby newsroom tribunal directorate secretariat parliament
    cabinet senate
    house assembly legislature chamber judiciary treasury palace kremlin watchdog charity hospital
    university school college church industry manufacturer airline operator utility carrier
    statement report letter memo memorandum email e-mail document filing lawsuit complaint
    release ad advertisement spot tweet post article editorial story book study survey poll
    resolution platform website site page note message speech transcript ruling order decision
    opinion bill law plan draft sign banner headline paper newspaper magazine company ministry
    department agency office campaign committee group organization organisation government
    administration council commission court police party union bank firm association alliance
    embassy team board panel bureau service foundation institute centre center coalition caucus
    delegation regulator cooperative co-operative inspectorate
    video cover film clip tape slogan chant poll jury pamphlet brochure
    advert editorial opposition source sources insider insiders town city county village state crowd
    group groups authority authorities army military navy network channel station outlet publication
    """)
# What stands beside the name of a body and tells that it is one.
BODIES = words("""
    consortium company firm union agency charity association foundation subsidiary utility airline
    manufacturer supplier regulator operator bank insurer lender startup cooperative co-operative
    """)
# What a paper or a station is called behind the name of its place.
PRESS_WORDS = words("""
    Argus Bugle Chronicle Courier Echo Examiner Gazette Globe Guardian Herald Journal Mail Mercury
    News Observer Post Radio Record Standard Star Sun Telegraph Television Times Tribune TV Weekly
    """)
RULERS = words(
    """
    chancellor premier parliament government king queen emperor sultan emir minister ministers
    ambassador ministry army navy border president foreign prime capital
    """
)
ROLE_MODIFIERS = words("""
    presiding former then acting deputy senior junior chief prime foreign defense defence interior
    finance trade energy justice vice assistant associate executive managing general national
    federal state local retired current incoming outgoing interim longtime long-time veteran top
    leading press campaign communications political conservative liberal progressive independent
    opposition presidential congressional gubernatorial senatorial republican democratic labour
    labor royal right-wing left-wing military security intelligence white-house house senate
    county city town district attorney one-time onetime ex two-term late future fellow famed
    renowned radio tv television talk-show show real-estate estate real media business party
    police law legal policy majority minority human rights special lead deputy-prime public
    relations government senior-level newly elected high-ranking best-selling bestselling harbour
    harbor port dock ferry railway airport border customs prison fire fisheries fishing
    agriculture farm education health housing transport transportation environment treasury budget
    culture planning union trade-union hospital ministry company department board council bank
    """)
PARTY_WORDS = words("""
    Republican Democratic Democrat Republicans Democrats Conservative Labour Liberal Green
    Libertarian Independent Socialist GOP Tory
    """)
NAME_PARTICLES = words(
    "de da di do dos del della der den van von bin ben ibn al el la le ten ter af ap"
)
# Those that are no English word begin a name: “van der Oord said”.
FIRST_PARTICLES = words("de da di dos del della van von bin ibn ben al el")
NAME_SUFFIXES = words("Jr Jr. Sr Sr. II III IV")

# What a business is called: “the company”.
BUSINESS_WORDS = words("""
    Terminals Hydro Airlines Bank Company Corporation Corp Corp. Inc Inc. Limited LLC Ltd Ports
    Shipping Lines Industries Holdings Partners Systems Motors Energy Airways Mutual Insurance
    Mining Steel Foods Brothers Mills Railways Laboratories Ferries Farms Breweries Brewery
    Shipyard Shipyards Credit Logistics Technologies Enterprises Ventures Properties Estates
    Associates Sons Pharmaceuticals Textiles Fisheries Quarries Collieries Docks Shipbuilders
    Engineering
    Chemicals Cement Freight Haulage Stores Supermarkets Publishers Publishing Studios Software
    Telecom Plc PLC plc GmbH Cruises Tramways Waterways Creamery Dairies Foundries Aggregates
    Minerals Metals Resources Utilities Timber Developments Contractors Builders Hauliers
    Distillery Distilleries Bakeries Orchards Vineyards Fleet Petroleum
    """)
ORGANISATION_WORDS = BUSINESS_WORDS | words("""
    Academy Administration Agency Alliance Army Assembly Association Authority Bloc Board Brigade
    Broadcasting Bureau Cabinet Campaign Caucus Center Centre Chamber Chronicle Church
    Coalition College Commission Committee Conference Confederation Congress Consortium
    Cooperative Council Court Daily Department Dept Dispatch Embassy Examiner Federation
    Force Forces Forum Foundation Front Fund Gazette Globe Guild Government Group Guard
    Herald House Initiative Inquirer Institute Institution Journal League Legislature Lobby
    Magazine Media Mercury Ministry Mission Mirror Movement Museum Navy Network News
    Observer Office Organisation Organization Parliament Party Patrol Police Post Press
    Project Radio Record Register Reserve Review School Senate Sentinel Service Services
    Society Standard Star Syndicate Task Team Telegraph Television Times Tribune Trust TV
    Union University Watch Works Courier Wire Line Capital Farmers Pilots Workers
    Dockworkers Teachers Nurses Growers Owners Exchange Delegation Secretariat Beacon
    Monitor Ledger Bulletin Echo Argus Mail Infirmary Rail Plain Directorate Tribunal
    Command Guardian Unit Shipowners Seafarers Stevedores Dockers Miners Housing Shepherds
    Fishermen Anglers Millers Residents Tenants Students Veterans Lockkeepers
    """)
# Nobody's surname: Orrin University, whoever Orrin is.
NO_SURNAMES = words("""
    University College Institute Academy Association Authority Agency Commission Committee Council
    Ministry Department Federation Foundation Union Society Tribunal Secretariat
    """)
# Who runs or speaks for a body: “the chief executive of …”. Presidents and ministers are a
# state's, mayors a town's.
BODY_OFFICES = words("""
    executive chair chairman chairwoman chairperson head director manager boss chief founder
    co-founder owner ceo cfo treasurer spokesman spokeswoman spokesperson solicitor auditor
    shareholder shareholders employee employees subsidiary
    """)
# Nobody's given name: the National List.
BODY_ADJECTIVES = words("National International Federal European United Central Regional")
ALLIANCE_WORDS = words("Alliance League Bloc Pact Coalition Commonwealth")
GROUP_WORDS = words("Movement Brigade Front Militia Caucus Rebels Network")
GOVERNMENT_WORDS = words("Government Cabinet")
ORGANISATION_LINKS = words("of for and on the in to & at de")
# The name of a thing or an event: capitalised, and nobody.
THING_WORDS = words("""
    Act Agreement Amendment Award Awards Accord Accords Bill Boulevard Avenue Street Road Bridge
    Building Constitution Convention County City Island Islands Valley River Lake Sea Ocean
    Mountain Mountains Park Plan Prize Protocol River Square Summit Treaty War Day Night Week
    Month Year Edition Tower Towers Hall Hotel Hospital Airport Station Field Stadium Arena
    Theater Theatre Election Elections Primary Primaries Caucuses Debate State States Province
    Strait Bay Coast Harbor Harbour Beach Hills Heights Village Town Stage Award Games Olympics
    Bible Internet God Islam Muslim Muslims Christian Christians Christianity Jews Jewish
    Catholic Catholics Quran Show Report Memorial Cup Series Club Committees Capitol Line
    Project Canal Dam Ferry Gulf Cape Port Peninsula Basin Region
    """)

ABBREVIATIONS = (
    COURTESY_TITLES
    | TITLE_ABBREVIATIONS
    | NAME_SUFFIXES
    | words(
        """
        St. No. vs. Inc. Corp. Co. Ltd. Mt. Ft. Jan. Feb. Mar. Apr. Aug. Sept. Oct. Nov. Dec. Ariz.
        Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Mass. Md. Mich. Minn. Miss. Mo.
        Mont. Neb. Nev. Okla. Ore. Pa. Tenn. Tex. Va. Vt. Wash. Wis. Wyo. Ala. Ark. etc. e.g. i.e.
        """
    )
)

OBSTACLE_NOUNS = words("""
    obstacle obstacles condition conditions demand demands roadblock roadblocks hurdle hurdles
    precondition preconditions objection objections barrier barriers red-lines sticking-points
    """)
OBSTACLE_PHRASES = ("sticking point", "red line", "stumbling block")
LEVERAGE_WORDS = words("leverage limits limit limited constraints options option tools")
