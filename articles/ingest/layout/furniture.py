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
    r"(?:photo|image|picture)(?: (?:credit|by|courtesy))?\s*:.{0,140}",
    r"(?:tags?|filed under|topics?|categor(?:y|ies))\s*:.{0,200}",
    r"(?:download|get) (?:the|our) .{0,40}app.{0,60}",
    r"terms (?:of (?:use|service)|and conditions).{0,60}",
    r"privacy (?:policy|notice).{0,40}",
    r"(?:https?://|www\.)\S+",
    r"\d+ (?:shares|views|min(?:ute)?s? read)",
)
_FURNITURE = re.compile("(?:" + "|".join(_WHOLE_LINES) + r")\.?", re.IGNORECASE)
_LONGEST = 400
_WORK = r"(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written) by"
_CREDITS = re.compile(
    rf"\((?:{_WORK}) [^()]{{2,300}}\)|(?:{_WORK}) [^();]{{2,100}};\s*(?:{_WORK}) [^()]{{2,200}}",
    re.IGNORECASE,
)
_REPORTERS = re.compile(r"\(?reporting by (?P<who>[^;()]+?)[\s.]*(?:[;)]|$)", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Whether the whole line, without white space at its ends, is of that sort."""
    if len(line) >= _LONGEST:
        return False
    return bool(_FURNITURE.fullmatch(line) or _CREDITS.fullmatch(line.rstrip(".")))


def reporters_in(line: str) -> str:
    """Who wrote it, from “(Reporting by Ana Ruiz; editing by …)”; else empty."""
    match = _REPORTERS.match(line) if _CREDITS.fullmatch(line.rstrip(".")) else None
    return match["who"] if match else ""
