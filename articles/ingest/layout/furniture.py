"""Lines that belong to the site and not to the article: sharing, comments, cookies, newsletters."""

import re

_SITES = r"(?:facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|copy link|e-?mail|print)"
_WHOLE_LINES = (
    r"you must .*(?:log ?in|register|sign in).*",
    r"(?:please )?(?:log ?in|sign in|register) (?:or|to)\b.{0,60}",
    r"(?:follow|like|find|join) us\b.{0,60}",
    r"(?:please )?share(?: (?:this|on|via)\b.{0,60})?",
    r"(?:tweet|print|e-?mail)(?: this\b.{0,30})?",
    rf"{_SITES}(?:[\s,|/]+{_SITES})*",
    r"(?:subscribe|sign up)\b.{0,100}",
    r"(?:get|receive) .{0,60}(?:newsletter|inbox).{0,40}",
    r"(?:read|see|watch|listen|more)(?: (?:more|also|next|now|on this|from))?\s*:.{0,200}",
    r"(?:read|see) (?:more|also)(?: .{0,60})?",
    r"related(?: (?:stories|articles|topics|posts|content|coverage))?\s*(?::.{0,200})?",
    r"\W*(?:story continues below )?advertise?ment\W*(?:story continues below)?",
    r"sponsored(?: content)?",
    r"\W*ad\W*",
    r"(?:(?:this|our) (?:web)?site|we) use[sd]? cookies.*",
    r".*\bcookie (?:policy|settings|preferences)\b.{0,60}",
    r"(?:accept|manage) (?:all )?cookies",
    r"(?:©|\(c\)|copyright) .{0,140}",
    r"all rights reserved.{0,40}",
    r"(?:leave|post|add) (?:a|your) (?:comment|reply).{0,30}",
    r"(?:\d+ )?comments?(?: \(\d+\))?",
    r"no comments(?: yet)?",
    r"comments (?:are|have been) closed.{0,40}",
    r"report this ad|skip to .{0,30}|back to top|loading\W*|click here.{0,80}",
    r"[(\[]?(?:photo(?:graph)?|image|picture|illustration|caption|video)s?"
    r"(?: (?:credit|by|courtesy(?: of)?))?\s*:.{0,240}",
    r"[(\[](?:photo(?:graph)?|image|picture|illustration)s? (?:by|courtesy|credit).{0,140}[)\]]",
    r"(?:photo(?:graph)?s?|illustrations?) (?:by|courtesy of) .{2,60}",
    r"(?:credit|credits|source)\s*:.{0,80}",
    r".{2,80}(?:/| via |/AFP/)(?:getty images|afp|reuters|ap|shutterstock|epa)(?: images)?",
    r"file (?:photo|picture)\b.{0,80}",
    r"(?:last )?(?:updated|published|posted|modified)\b[: ]*(?:today )?(?:at )?\d{1,2}[:.]\d{2}"
    r".{0,40}",
    r"(?:(?:last )?(?:updated|published|posted)\W+)?(?:an?|\d+) (?:second|minute|hour|day|week)s?"
    r" ago",
    r"updated \d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?.{0,30}",
    r"view (?:this (?:e-?mail|message) )?in (?:your|a) browser.{0,20}",
    r".{0,60}\bunsubscribe\b.{0,120}",
    r"you(?:['’]re| are) (?:receiving|getting|reading) this.{0,160}",
    r"was this (?:e-?mail |newsletter )?forwarded to you.{0,100}",
    r"forward (?:this )?to a friend.{0,60}",
    r"manage (?:your )?(?:e-?mail )?preferences.{0,60}|update your preferences.{0,60}",
    r"our (?:mailing|postal) address.{0,160}",
    r"(?:from|to|cc|reply-to)\s*:\s*\S.{0,120}@.{0,80}",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,30}",
    r"(?:for immediate release|not for release before|embargo(?:ed)?\b).{0,80}",
    r"(?:(?:media|press|for more information,?) )?contacts?\s*:.{0,160}",
    r"(?:media|press) (?:contacts?|enquiries|inquiries)\b.{0,120}",
    r"(?:tel|phone|telephone|mobile)\b\.?:? ?[+(\d][\d() /+-]{5,24}",
    r"\W*(?:ends?|more|30)\W*|#{2,}|\(?more to follow\)?|\*{3,}|[-–—_=~*•·. ]{3,}",
    r"eds?(?:itors)?\s*:.{0,300}",
    r"!\[[^\]]*\]\([^)]*\)",
    r"(?:listen to|gift|save|print|bookmark) this (?:article|story).{0,40}",
    r"save for later|gift article",
    r"\d+ ?(?:min(?:ute)?s?)(?: read)?|estimated reading time.{0,20}",
    r"join the (?:conversation|discussion).{0,60}|what do you think\?.{0,80}",
    r"(?:have your say|tell us what you think|send us your|let us know in the comments).{0,80}",
    r"(?:support (?:us|our|local|independent)|become a (?:member|subscriber)).{0,80}",
    r"(?:already|not yet) a (?:subscriber|member)\?.{0,60}",
    r"(?:home|news|world|politics|local)(?: ?[>›»/] ?[\w &]{2,30}){1,4}",
    r"you have \d+ free articles?.{0,60}|this article is for subscribers.{0,60}",
    r"(?:menu|search|close|show more|load more|view comments|top stories|open in app)",
    r"this (?:material|content|article) may not be (?:published|reproduced).{0,160}",
    r"(?:tags?|filed under|topics?|categor(?:y|ies))\s*:.{0,200}",
    r"(?:download|get) (?:the|our) .{0,40}app.{0,60}",
    r"terms (?:of (?:use|service)|and conditions).{0,60}",
    r"privacy (?:policy|notice).{0,40}",
    r"(?:https?://|www\.)\S+",
    r"\d+ (?:shares|views|min(?:ute)?s? read)",
)
_FURNITURE = re.compile("(?:" + "|".join(_WHOLE_LINES) + r")\.?", re.IGNORECASE)
# A wire's slug: BC-STRAIT-TALKS, 2nd Ld-Writethru · STRAIT-TALKS/PILOTS (UPDATE 2)
_SLUG = re.compile(
    r"(?:URGENT|FLASH|BULLETIN|ALERT)|[a-z]{2,3}(?:/[a-z]{2,3}){1,3}"
    r"|[A-Z0-9]{2,}(?:[-–][A-Z0-9]{2,}){2,}(?:/[A-Z0-9 -]*)?(?:\s*\([A-Z]+(?: \d+)?\))?"
    r"(?:,\s*\d?\w*\s*(?:Ld|Lead|Lede|Take)[\w -]*)?(?:,? \d+)?"
    r"|[A-Z0-9]{2,}[-–][A-Z0-9]{2,}(?:/[A-Z0-9 -]+(?:\([A-Z]+(?: \d+)?\))?|/? \([A-Z]+(?: \d+)?\))"
)
# What heads a list of links to other articles.
_LINKS_HEAD = re.compile(
    r"(?:related(?: (?:stories|articles|topics|posts|content|coverage|links))?|read next"
    r"|most (?:read|popular|viewed)|more (?:stories|news|on this (?:story|topic)|from .{2,40})"
    r"|recommended(?: (?:for you|stories|reading))?|you (?:may|might) also (?:like|enjoy).{0,20}"
    r"|trending(?: now)?|see also|further reading|latest (?:news|stories)"
    r"|editors?['’]?s?['’]? picks"
    r"|in this section|popular now|don['’]t miss|also in .{2,30})\s*:?",
    re.IGNORECASE,
)
_LONGEST_LINK = 110
_DESK = (
    r"(?:home|news|world|politics|opinion|sports?|weather|business|culture|arts|local|life|travel"
    r"|tech|science|health|video|money|obituaries|classifieds|puzzles|more|menu|search|login)"
)
_MENU = re.compile(rf"{_DESK}(?:[\s|·•/]+{_DESK}){{2,}}", re.IGNORECASE)
# What stands above a headline and is none.
_KICKERS = re.compile(
    r"(?:opinion|analysis|comment|commentary|exclusive|live|breaking(?: news)?|news|politics|world"
    r"|business|sport|culture|local|the long read|interview|editorial|live updates|court report"
    r"|press release|news release|media release)(?:\s*[|·•/]\s*[\w ]{2,30})*",
    re.IGNORECASE,
)
_LONGEST = 400
_WORK = r"(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written) by"
_CREDITS = re.compile(
    rf"\((?:{_WORK}) [^()]{{2,300}}\)"
    r"|(?:additional|further) reporting by [^();]{2,100}"
    rf"|(?:{_WORK}) [^();]{{2,100}};\s*(?:{_WORK}) [^()]{{2,200}}",
    re.IGNORECASE,
)
_REPORTERS = re.compile(r"\(?reporting by (?P<who>[^;()]+?)[\s.]*(?:[;)]|$)", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Whether the whole line, without white space at its ends, is of that sort."""
    if len(line) >= _LONGEST:
        return False
    if _CREDITS.fullmatch(line.rstrip(".")):
        return True
    return any(form.fullmatch(line) for form in (_FURNITURE, _MENU, _SLUG))


def furniture_among(texts: list[str]) -> list[bool]:
    """For each line whether it belongs to the site: by itself, or by the lines before it."""
    found = []
    in_links = False
    is_above = True
    for index, text in enumerate(texts):
        heads_links = bool(_LINKS_HEAD.fullmatch(text))
        is_link = in_links and _is_link(text)
        has_more = index + 2 < len(texts)
        is_kicker = is_above and has_more and bool(_KICKERS.fullmatch(text))
        found.append(heads_links or is_link or is_kicker or is_furniture(text))
        in_links = heads_links or is_link
        is_above = is_above and found[-1]
    return found


def _is_link(text: str) -> bool:
    """The headline of another article, in a list of such."""
    bare = text.lstrip("-*•–>→ ")
    return 2 < len(bare) <= _LONGEST_LINK and not bare.endswith((".", ":", ",", ";", "”", '"'))


def reporters_in(line: str) -> str:
    """Who wrote it, from “(Reporting by Ana Ruiz; editing by …)”; else empty."""
    match = _REPORTERS.match(line) if _CREDITS.fullmatch(line.rstrip(".")) else None
    return match["who"] if match else ""
