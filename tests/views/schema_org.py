"""The words of schema.org that our pages use, and how each may be filled: a small validator.

Taken from the vocabulary at https://schema.org (the properties of a type and of those above it).
"""

import json
import re

TEXT = re.compile(r".*\S.*", re.DOTALL)
URL = re.compile(r"https?://[^\s<>\"]+")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")  # with its zone
TRUE, NUMBER = bool, int

ORGANISATIONS = {"Organization", "GovernmentOrganization"}
ACTORS = {"Person", "Country"} | ORGANISATIONS
THING = {"name": TEXT, "url": URL, "description": TEXT, "sameAs": URL, "alternateName": TEXT}
WORK = THING | {
    "inLanguage": TEXT,
    "about": {"Thing"} | ACTORS,
    "text": TEXT,
    "author": {"Person", "Organization"} | ACTORS,
    "publisher": ORGANISATIONS,
    "provider": ORGANISATIONS,
    "dateCreated": DATE,
    "datePublished": MOMENT,
    "dateModified": MOMENT,
    "isPartOf": {"WebSite", "NewsArticle"},
}
ROLE = {"roleName": TEXT, "startDate": DATE, "endDate": DATE}
OFFICES = {"memberOf": {"OrganizationRole"}}
PROPERTIES = {
    "Thing": THING,
    "Person": THING | OFFICES | {"hasOccupation": {"Role"}},
    "Organization": THING | OFFICES,
    "GovernmentOrganization": THING | OFFICES,
    "Country": THING,
    "Role": ROLE | {"hasOccupation": {"Occupation"}},
    "OrganizationRole": ROLE | {"memberOf": ORGANISATIONS},
    "Occupation": THING,
    "NewsArticle": WORK
    | {
        "headline": re.compile(r".{1,110}"),
        "alternativeHeadline": TEXT,
        "dateline": TEXT,
        "printEdition": TEXT,
        "articleSection": TEXT,
        "articleBody": TEXT,
        "mainEntityOfPage": URL,
        "isBasedOn": URL,
        "isAccessibleForFree": TRUE,
        "correction": {"CorrectionComment"},
        "mentions": ACTORS,
    },
    "CorrectionComment": WORK | {"datePublished": DATE},
    "Quotation": WORK | {"spokenByCharacter": ACTORS},
    "Claim": WORK | {"appearance": {"NewsArticle"}},
    "WebSite": WORK | {"potentialAction": {"SearchAction"}},
    "SearchAction": {"target": {"EntryPoint"}, "query-input": re.compile(r"required name=\w+")},
    "EntryPoint": {"urlTemplate": re.compile(r"https?://\S+=\{search_term_string\}")},
    "WebPage": WORK,
    "CollectionPage": WORK,
    "SearchResultsPage": WORK,
    "BreadcrumbList": {"itemListElement": {"ListItem"}},
    "ListItem": {"position": NUMBER, "name": TEXT, "item": URL},
}
REQUIRED = {
    "NewsArticle": {"headline", "datePublished", "publisher"},
    "Quotation": {"text", "isPartOf"},
    "Claim": {"text", "appearance"},
    "CorrectionComment": {"text", "datePublished"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "WebPage": {"name", "url"},
    "CollectionPage": {"name", "url"},
    "SearchResultsPage": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
} | {kind: {"name"} for kind in ("Thing", "Occupation", *ACTORS)}

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def things_of(html: str) -> list[dict]:
    """What the page tells machines, by its one block of data."""
    (block,) = BLOCK.findall(html)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def errors(thing: dict, place: str = "") -> list[str]:
    """What a validator would say of the thing and of all that is in it."""
    kind = thing.get("@type")
    if kind is None:  # only refers to a thing that is told of elsewhere
        return (
            [] if set(thing) == {"@id"} and URL.fullmatch(thing["@id"]) else [f"{place}: {thing}"]
        )
    if kind not in PROPERTIES:
        return [f"{place}: no type {kind}"]
    place = f"{place}/{kind}"
    given = set(thing) - {"@type", "@id"}
    found = [f"{place} lacks {name}" for name in REQUIRED.get(kind, set()) - given]
    for name in given:
        if name not in PROPERTIES[kind]:
            found.append(f"{place} knows no {name}")
            continue
        values = thing[name] if isinstance(thing[name], list) else [thing[name]]
        if not values:
            found.append(f"{place}.{name} is empty")
        for value in values:
            found += wrong_value(value, PROPERTIES[kind][name], f"{place}.{name}")
    return found


def wrong_value(value, expected, place: str) -> list[str]:
    if isinstance(expected, set):
        if not isinstance(value, dict):
            return [f"{place} is no thing: {value!r}"]
        wrong = [] if value.get("@type") in (expected | {None}) else [f"{place}: {value['@type']}"]
        return wrong + errors(value, place)
    if isinstance(expected, type):
        return [] if isinstance(value, expected) else [f"{place}: {value!r}"]
    is_fine = isinstance(value, str) and expected.fullmatch(value)
    return [] if is_fine else [f"{place}: {value!r}"]
