"""What is done to many articles at once, from their list."""

from functools import partial

from django.contrib import admin
from django.template.response import TemplateResponse

from articles.actions.checks import ChecksFailed
from articles.actions.history import hold, record
from articles.actions.publishing import withdraw
from articles.actions.settling import settle_article
from articles.choices import Change
from articles.forms import BulkTagForm, WithdrawForm

from ..collisions import row_by_row
from ..desk import report
from .steps import STEPS, open_ends

FROM_THE_LIST = "From the list."


class ManyAtOnce:
    """The actions above the list of articles."""

    @row_by_row
    @admin.action(description="Publish", permissions=["publish"])
    def publish_selected(self, request, queryset):
        states = STEPS["_publish"].states
        self.move_selected(request, queryset, self.publish_or_schedule, states, "published")

    @row_by_row
    @admin.action(description="Withdraw …", permissions=["withdraw"])
    def withdraw_selected(self, request, queryset):
        states = STEPS["_withdraw"].states
        form = WithdrawForm(request.POST if "_withdraw" in request.POST else None)
        if not request.user.has_perm("articles.add_correction"):
            del form.fields["retraction"]
        if form.is_valid() or not queryset.filter(status__in=states).exists():
            told = form.cleaned_data if form.is_valid() else {}
            self.move_selected(request, queryset, partial(withdraw, **told), states, "withdrawn")
            return None
        return self.asked(
            request,
            queryset,
            title="Withdraw articles",
            heading="These articles",
            button=("_withdraw", "Withdraw them now"),
            form=form,
            what="these articles are",
        )

    def move_selected(self, request, queryset, move, states, verb):
        done, refused = 0, []
        for article, stale in self.one_by_one(request, queryset):
            if not self.has_change_permission(request, article):
                refused.append(f"“{article}” is not yours to change.")
            elif stale:
                refused.append(stale)
            elif article.status not in states:
                refused.append(f"“{article}” is {article.get_status_display().lower()}.")
            elif verb == "published" and not article.is_accounted_for:
                refused.append(f"“{article}” was not published: {open_ends(article)}.")
            elif failed := self.failure(move, article, request.user):
                refused.append(f"“{article}” was not {verb}: {failed}")
            else:
                self.log_change(request, article, f"{verb.capitalize()} from the list.")
                done += 1
        report(request, self, done, verb, refused)

    @staticmethod
    def failure(move, article, user) -> ChecksFailed | None:
        hold(article)
        try:
            move(article, by=user, why=FROM_THE_LIST)
        except ChecksFailed as failed:
            return failed
        return None

    @row_by_row
    @admin.action(description="Add tags …", permissions=["change"])
    def tag_selected(self, request, queryset):
        form = BulkTagForm(request.POST if "_tag" in request.POST else None)
        if form.is_valid():
            self.add_tags(request, queryset, form.cleaned_data["tags"])
            return None
        return self.asked(
            request,
            queryset,
            title="Add tags",
            heading="To these articles",
            button=("_tag", "Add the tags"),
            form=form,
        )

    def asked(self, request, queryset, **page) -> TemplateResponse:
        """What an action asks before it is done: the same is sent again, with its `button`."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "action": self.asked_action_name(request),
            "articles": queryset,
            "select_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/articles/article/to_many.html", context | page)

    def add_tags(self, request, queryset, names):
        done, refused = 0, []
        for article, stale in self.one_by_one(request, queryset):
            if not self.has_change_permission(request, article):
                refused.append(f"“{article}” is not yours to change.")
                continue
            if stale:
                refused.append(stale)
                continue
            hold(article)
            article.tags.add(*names)
            settle_article(article)
            record(article, Change.TAGGED, by=request.user, why=FROM_THE_LIST)
            self.log_change(request, article, f"Tagged from the list: {', '.join(names)}.")
            done += 1
        report(request, self, done, "tagged", refused)
