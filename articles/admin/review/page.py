"""The review of one article: its text, what is proposed of it, and an editor's decisions."""

from contextlib import contextmanager
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from articles.actions.anchoring import PLAIN_PARTS
from articles.actions.checks import Check, ChecksFailed, check_article, require_sound
from articles.actions.duplicates import look_for_duplicates
from articles.actions.history import hold, record
from articles.actions.reviewing import Rest, Review, ReviewRefused, Undecided, reviewing
from articles.actions.settling import settle_article
from articles.choices import Change, Noun, Part, ProposalKind, ProposalState, UpdateState
from articles.forms import AddForm, DecisionForm, HeadForm
from articles.ingest.updating import UpdateRefused, take_as_update
from articles.models import Article, Proposal
from articles.text.quotation import ANY, spoken

from ..collisions import collide
from ..duplicate.asked import question_address
from ..note import notes_on
from .deciding import CHANGES, answered
from .evidence import Evidence, entered_by_hand, raw_offset
from .proposals import (
    Entry,
    Question,
    card_of,
    decision_form,
    entries_of,
    listed,
    next_open,
    question_again,
)

END = "end"  # instead of a proposal: the last step
TOLD_REASONS = 5
TOLD_DOUBTS = 20
STEPS = ("_review", "_publish")
# Where the article's page has what a check speaks of; a row that stands in a folded group opens it.
ROWS = {
    "appearances": "#appearances-0",
    "corrections": "#corrections-0",
    "report": "#reports-group",
    "section": "#sections-group",
    "sections": "#sections-group",
}


def review_urls(model_admin) -> list:
    view = model_admin.admin_site.admin_view(partial(review_page, model_admin))
    return [path("<int:pk>/review/", view, name="articles_article_review")]


def review_page(model_admin, request, pk):
    article = model_admin.get_object(request, str(pk))
    if article is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, str(pk))
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    desk = ReviewDesk(model_admin, request, article)
    if request.method != "POST":
        return desk.shown()
    if not desk.may_change:
        raise PermissionDenied
    return desk.decided()


def as_number(typed: str | None) -> int | None:
    is_number = typed and typed.isascii() and typed.isdecimal() and len(typed) <= 18
    return int(typed) if is_number else None


class ReviewDesk:
    """One request: what was asked is done, and the page is shown or gone on from."""

    def __init__(self, model_admin, request, article: Article):
        self.model_admin = model_admin
        self.request = request
        self.article = article
        self.typed = request.POST
        self.may_change = model_admin.has_change_permission(request, article)
        self.address = reverse("admin:articles_article_review", args=[article.pk])

    # Showing

    def shown(
        self, *, form=None, question: Question | None = None, head=None, add=None, answers=()
    ):
        """The page. A form that was refused comes back with what was typed."""
        article = self.article
        proposals = listed(article)
        evidence = Evidence(
            article, list(article.sections.all()), [*proposals, *entered_by_hand(article)]
        )
        entries = entries_of(proposals, evidence.first)
        current = None if head else self.current_of(entries, form)
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "title": "Review",
            "is_nav_sidebar_enabled": False,
            "original": article,
            "media": self.model_admin.media,
            "may_change": self.may_change,
            "here": self.model_admin.here(self.request, article),
            "parts": evidence.parts(current.proposal.pk if current else None),
            "entries": entries,
            "open_count": sum(entry.proposal.is_open for entry in entries),
            "covered": article.stretches - article.gaps,
            "issued": self.model_admin.issued(article),
            "status": self.model_admin.status_shown(article),
            "names": sorted(row.text for row in proposals if is_name(row)),
            "updates": article.updates.waiting().only("article"),
            "notes": notes_on(self.request, article),
            "return_url": self.model_admin.offered_return(self.request, article),
            "did": self.just_decided(entries),
            "add_form": add or AddForm(),
            "card": None,
        }
        if current:
            current.is_current = True
            card = card_of(current, entries, form)
            card.question = question or (None if answers else card.question)
            card.answers = list(answers)
            context["card"] = card
            context |= neighbours(entries, current)
        else:
            context |= self.last_step(head)
        return TemplateResponse(self.request, "admin/articles/article/review.html", context)

    def current_of(self, entries: list[Entry], form) -> Entry | None:
        """What is asked for, else the next open one; None at the end."""
        asked = self.request.GET.get("at")
        if asked == END and form is None:
            return None
        pk = form.proposal.pk if form else as_number(asked)
        named = next((entry for entry in entries if entry.proposal.pk == pk), None)
        return named or next_open(entries, as_number(self.request.GET.get("after")))

    def just_decided(self, entries):
        pk = as_number(self.request.GET.get("after"))
        found = (entry for entry in entries if entry.proposal.pk == pk)
        return next((entry for entry in found if not entry.proposal.is_open), None)

    def last_step(self, head) -> dict:
        admin, request = self.model_admin, self.request
        steps = dict(admin.offered_steps(request, self.article))
        checks = [(check, self.address_of(check)) for check in check_article(self.article)]
        if self.may_change:
            hold(self.article, is_opened=True)
        may_import = admin.has_add_permission(request)
        return {
            "head": head or HeadForm(instance=self.article),
            "steps": [(name, steps[name]) for name in STEPS if name in steps],
            "errors": [pair for pair in checks if pair[0].level == "error"],
            "warnings": [pair for pair in checks if pair[0].level != "error"],
            "import_url": reverse("admin:articles_article_import") if may_import else None,
        }

    def address_of(self, check: Check) -> str:
        """Where what a check speaks of is mended."""
        if address := question_address(check, self.request.user):
            return address
        kind, _, pk = check.field.partition("-")
        if kind == "quote" and pk:
            return reverse("admin:articles_quote_change", args=[pk])
        if check.field in HeadForm.base_fields:
            return f"#id_{check.field}"
        rows = ROWS.get(kind, "")
        return reverse("admin:articles_article_change", args=[self.article.pk]) + rows

    # Deciding

    def decided(self):
        do = self.typed.get("do")
        doings = {
            "accept": self.accept,
            "unattributed": partial(self.accept, unattributed=True),
            "reject": self.reject,
            "reopen": self.reopen,
            "rest": self.accept_rest,
            "add": self.add,
            "save": self.save_head,
        }
        if do not in doings:
            return self.go_on()
        return doings[do]()

    def go_on(self, **place):
        query = "&".join(f"{name}={value}" for name, value in place.items())
        response = HttpResponseRedirect(f"{self.address}?{query}" if query else self.address)
        response.status_code = 303
        return response

    @contextmanager
    def telling(self):
        """What is refused is told on the next page; nothing was changed."""
        try:
            yield
        except ReviewRefused as refused:
            messages.error(self.request, str(refused))
        except ChecksFailed as failed:
            for check in failed.checks:
                messages.error(self.request, f"Not done, for readers see the article: {check}")

    @property
    def asked(self) -> int:
        return as_number(self.typed.get("at")) or 0

    def accept(self, unattributed=False):
        pk = self.asked
        proposal = self.article.proposals.filter(pk=pk).first()
        if proposal is None:
            messages.error(self.request, "That proposal is no longer there: the text was changed.")
            return self.go_on()
        if self.typed.get("as") == "update" and proposal.kind == ProposalKind.RESEMBLANCE:
            return self.take_as_update(proposal)
        if unattributed and proposal.kind != ProposalKind.QUOTE:
            messages.error(self.request, "Only a quote can be without a speaker.")
            return self.go_on(at=pk)
        form = self.sent_card(proposal)
        if not form.is_valid():
            return self.shown(form=form)
        answers = self.typed.getlist("answer")
        question = None
        try:
            with reviewing(self.article.pk, self.request.user, beside=proposal.like_id) as review:
                review.open(pk)
                own = answered(review, answers, proposal)
                if unattributed:
                    own["unattributed"] = True
                review.accept(pk, **CHANGES[proposal.kind](review, form, own))
        except Undecided as undecided:
            if undecided.proposal.kind == ProposalKind.ACTOR:
                question = question_again(undecided.proposal.text)
            else:
                asked = (name for name in ("speaker", "kind") if name in form.fields)
                form.add_error(next(asked, None), str(undecided))
        except ReviewRefused as refused:
            form.add_error(None, str(refused))
        except ChecksFailed as failed:
            form.add_error(None, [str(check) for check in failed.checks])
        else:
            return self.go_on(after=pk)
        if not Proposal.objects.filter(pk=pk).exists():  # nothing is left to show the form for
            messages.error(self.request, "That proposal is no longer there: the text was changed.")
            return self.go_on()
        self.article.refresh_from_db()
        return self.shown(form=form, question=question, answers=answers if question else ())

    def sent_card(self, proposal: Proposal) -> DecisionForm:
        beside = self.article.proposals.only("text", "kind", "state")
        return decision_form(proposal, beside, self.typed)

    def take_as_update(self, proposal: Proposal):
        """This draft goes away: what it says waits at the article that it is like."""
        if not proposal.is_open:
            messages.error(self.request, "That was decided in the meantime.")
            return self.go_on()
        if not self.model_admin.has_change_permission(self.request, proposal.like):
            raise PermissionDenied
        try:
            update = take_as_update(proposal, self.request.user)
        except (UpdateRefused, ChecksFailed) as refused:
            messages.error(self.request, str(refused))
            return self.go_on(at=proposal.pk)
        waits = update.state == UpdateState.WAITING
        told = "The newer text waits here." if waits else "The newer text has replaced this one."
        messages.success(self.request, told)
        address = reverse("admin:articles_article_review", args=[update.article_id])
        return HttpResponseRedirect(address)

    def reject(self):
        with self.telling(), reviewing(self.article.pk, self.request.user) as review:
            review.reject(self.asked)
        return self.go_on(after=self.asked)

    def reopen(self):
        """Undone only as it was shown: since then what it made may have been changed."""
        with self.telling(), reviewing(self.article.pk, self.request.user) as review:
            if str(review.article.version) != self.typed.get("version"):
                raise ReviewRefused(
                    "The article was changed since you opened this page: look again, then undo."
                )
            review.reopen(self.asked)
        return self.go_on(at=self.asked)

    def accept_rest(self):
        """With what was typed in the card, which is accepted first."""
        proposal = self.article.proposals.filter(pk=self.asked, state=ProposalState.OPEN).first()
        if proposal and self.sent_card(proposal).has_changed():
            response = self.accept()
            if self.article.proposals.filter(pk=proposal.pk, state=ProposalState.OPEN).exists():
                return response
        with self.telling():
            with reviewing(self.article.pk, self.request.user) as review:
                rest = review.accept_rest()
            messages.success(self.request, told_of(rest))
        return self.go_on()

    def add(self):
        form = AddForm(self.typed)
        if not form.is_valid():
            return self.shown(add=form)
        try:
            with reviewing(self.article.pk, self.request.user) as review:
                added = self.added(review, **form.cleaned_data)
        except ReviewRefused as refused:
            form.add_error("words", str(refused))
            return self.shown(add=form)
        return self.go_on(at=added.pk)

    def added(self, review: Review, kind, words, part, signs) -> Proposal:
        name, _, pk = part.partition("-")
        section = self.article.sections.filter(pk=as_number(pk)).first() if pk else None
        if section is None and name not in PLAIN_PARTS:
            name = Part.SECTION
        raw = self.article.text_of(name, section) if section or name != Part.SECTION else ""
        if kind != ProposalKind.OBSTACLE:
            words = words.strip().strip(ANY + ",").strip() or words
        return review.add(
            kind, words, section=section, part=name, near=raw_offset(raw, name, signs or 0)
        )

    # The last step

    def save_head(self):
        admin, request, article = self.model_admin, self.request, self.article
        step = next((name for name in STEPS if name in self.typed), None)
        admin.require_step(request, step)
        with transaction.atomic():
            try:
                form = self.sent_head()
            except ReviewRefused as refused:
                messages.error(request, str(refused))
                return self.go_on()
            is_open = article.gaps or article.proposals_open
            if form.is_valid() and step == "_publish" and is_open:
                form.require_consent()
                step = "_as_it_is"
            if form.is_valid():
                try:
                    with transaction.atomic():
                        self.save_and_step(form, step)
                    return self.go_on(at=END)
                except ChecksFailed as failed:
                    form.add_error(None, [str(check) for check in failed.checks])
        article.refresh_from_db()
        return self.shown(head=form)

    def sent_head(self) -> HeadForm:
        """True to the newest version, if all is chosen; else with the conflict."""
        newest = Article.objects.select_for_update().filter(pk=self.article.pk).first()
        if newest is None:
            raise ReviewRefused("The article was deleted in the meantime.")
        typed, conflict = collide(newest, self.typed, HeadForm(self.typed, instance=self.article))
        form = HeadForm(typed, instance=self.article)
        form.conflict = conflict
        return form

    def save_and_step(self, form: HeadForm, step: str | None):
        admin, request = self.model_admin, self.request
        hold(self.article)
        article = form.save()
        if form.made_outlet:
            look_for_duplicates(Noun.OUTLET, [article.outlet_id])
        settle_article(article)
        if article.is_published:
            require_sound(article)
        request.what_for = "At the end of the review."
        if step:
            admin.take_step(request, article, step)
        if not admin.is_recorded(request):
            record(article, Change.EDITED, by=request.user, why=request.what_for)
        status = getattr(request, "step_taken", None)
        if status:
            messages.success(request, f"It is now {status}.")
        elif not step:
            messages.success(request, "Saved.")
        told = admin.construct_change_message(request, form, [], False)
        admin.log_change(request, article, told)


def is_name(row: Proposal) -> bool:
    return row.kind == ProposalKind.ACTOR and row.state != ProposalState.REJECTED


def neighbours(entries, current) -> dict:
    number = entries.index(current)
    return {
        "before": entries[number - 1] if number else None,
        "following": entries[number + 1] if number + 1 < len(entries) else None,
    }


def told_of(rest: Rest) -> str:
    told = format_html("{} accepted.", rest.accepted)
    if rest.doubted:
        links = ((f"?at={one.pk}", spoken(str(one))) for one in rest.doubted[:TOLD_DOUBTS])
        told += format_html(
            " Not quite sure of {} of them, look again: {}{}",
            len(rest.doubted),
            format_html_join(", ", '<a href="{}">“{}”</a>', links),
            " …" if len(rest.doubted) > TOLD_DOUBTS else "",
        )
    if rest.left:
        different = list(dict.fromkeys(map(str, rest.left)))
        reasons = " ".join(different[:TOLD_REASONS])
        more = " …" if len(different) > TOLD_REASONS else ""
        told += format_html(" {} left for you: {}{}", len(rest.left), reasons, more)
    return told
