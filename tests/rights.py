"""What docs/editors.md says in "Who may do what", and the lines of rights.txt that prove it.

For each row of that table: what it says of a group, and which of the row's lines this group may
then do; it may do no other of them.
"""

EDIT = "POST admin:articles_{}_change({}) fill:{}=Changed&_save=1"
EDIT_MINE, EDIT_THEIRS, EDIT_OUT = (
    EDIT.format("article", row, "headline") for row in ("mine", "theirs", "out")
)
SEE = [
    "GET admin:articles_article_change(theirs) -",
    "GET admin:articles_quote_change(theirs_quote) -",
    "GET admin:articles_actor_change(actor) -",
    "GET admin:articles_obstacle_change(obstacle) -",
    "GET admin:articles_process_change(process) -",
    "GET admin:articles_outlet_change(outlet) -",
    "GET admin:articles_tag_change(tag) -",
    "GET article-preview(theirs) -",
]
PUBLISH = [
    "POST admin:articles_article_change(mine) fill:_publish=1",
    "POST admin:articles_article_change(theirs) fill:_publish=1",
    "POST admin:articles_article_change(out) fill:_withdraw=1",
    "POST admin:articles_article_changelist action=publish_selected&_selected_action={mine}",
]
WRITE = [
    "POST admin:articles_article_import text=The_ferry_sailed_again_on_Monday.&anyway=1",
    "POST admin:articles_article_add fill:headline=New&_save=1",
]
ADD_AND_CHANGE = [
    "POST admin:articles_actor_add fill:name=Somebody+Else&_save=1",
    "POST admin:articles_actor_change(actor) fill:name=Somebody+Else&_save=1",
    "POST admin:articles_obstacle_add fill:title=Changed&_save=1",
    "POST admin:articles_obstacle_change(obstacle) fill:title=Changed&_save=1",
]
DELETE = [
    "POST admin:articles_actor_delete(spare_actor) post=yes",
    "POST admin:articles_obstacle_delete(spare_obstacle) post=yes",
]
ADD_TAGS = ["POST admin:articles_tag_add fill:name=Changed&_save=1"]
SHARED = [
    "POST admin:articles_process_add fill:name=Changed&_save=1",
    "POST admin:articles_process_change(process) fill:name=Changed&_save=1",
    "POST admin:articles_outlet_add fill:name=Changed&_save=1",
    "POST admin:articles_outlet_change(outlet) fill:name=Changed&_save=1",
    "POST admin:articles_tag_change(tag) fill:name=Changed&_save=1",
]
LINK = "POST admin:articles_quote_change({0}_quote) fill:{1}&_save=1"
NEW_LINK = (
    "quote_links-TOTAL_FORMS=1&quote_links-0-kind=repeats&quote_links-0-note="
    "&quote_links-0-other={spare_quote}"
)
LINK_MINE, LINK_THEIRS, LINK_OUT = (LINK.format(row, NEW_LINK) for row in ("mine", "theirs", "out"))
SUBMIT = [
    "POST admin:articles_article_change(mine) fill:_review=1",
    "POST admin:articles_article_change(mine_asked) fill:headline=Changed&_return=1",
]
SUBMIT_ALL = [
    *SUBMIT,
    "POST admin:articles_article_change(theirs) fill:_review=1",
    "POST admin:articles_article_change(theirs_asked) fill:_return=1",
]
NOTES = [
    "POST admin:articles_article_notes(theirs) do=add&text=Who+knows",
    "POST admin:articles_article_notes(theirs) do=resolve-{theirs_note}",
]
ANSWER = [
    "POST admin:articles_duplicate_change(duplicate) _different=1",
    "POST admin:articles_merge_change(merge) _undo=1",
    "POST admin:articles_errornote_change(out_error) fill:answer=Mended&is_resolved=on&_save=1",
]
EXPORT = ["GET admin:articles_article_export -", "GET quotes-export -"]

GUIDE = {
    "see everything on the desk": {"yes": SEE},
    "import, write": {"yes": WRITE, "": []},
    "change an article": {
        "their own, until it is published": [EDIT_MINE],
        "every one": [EDIT_MINE, EDIT_THEIRS, EDIT_OUT],
        "": [],
    },
    "link two quotes": {
        "of their own articles, until they are published": [LINK_MINE],
        "every one": [LINK_MINE, LINK_THEIRS, LINK_OUT],
        "": [],
    },
    "send to review, send back": {"their own": SUBMIT, "every one": SUBMIT_ALL, "": []},
    "publish, schedule, withdraw, correct": {"yes": PUBLISH, "": []},
    "leave and resolve notes": {"yes": NOTES, "": []},
    "answer possible duplicates and readers' errors, merge": {"yes": ANSWER, "": []},
    "actors, obstacles": {
        "add and change": ADD_AND_CHANGE,
        "also delete": [*ADD_AND_CHANGE, *DELETE],
        "": [],
    },
    "processes, outlets, tags": {
        "(tags: add)": ADD_TAGS,
        "yes": [*ADD_TAGS, *SHARED],
        "": [],
    },
    "export CSV": {"yes": EXPORT, "": []},
}
