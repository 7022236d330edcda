"""The fixtures must see what they are there to see."""

from django.contrib.auth import get_user_model
from playwright.sync_api import expect


def test_inline_script_is_refused_and_noticed(page, problems):
    page.goto("/admin/login/")
    page.evaluate(
        "() => { const script = document.createElement('script');"
        " script.textContent = 'document.title = \"run\"'; document.head.append(script); }"
    )
    assert page.title() != "run"
    assert any("Content Security Policy" in problem for problem in problems)
    problems.clear()


def test_inline_style_is_refused_and_noticed(page, problems):
    page.goto("/admin/login/")
    page.evaluate("() => document.body.setAttribute('style', 'color: red')")
    assert any("Content Security Policy" in problem for problem in problems)
    problems.clear()


def test_missing_file_and_thrown_error_are_noticed(page, problems):
    page.goto("/admin/login/")
    page.evaluate("() => fetch('/static/no-such-file.css').then(() => {})")
    page.evaluate("() => { setTimeout(() => { throw new Error('on purpose') }) }")
    page.wait_for_timeout(200)
    assert any(problem.startswith("404: ") for problem in problems)
    assert any("on purpose" in problem for problem in problems)
    problems.clear()


def test_admin_opens_without_a_complaint(page, sign_in):
    user = get_user_model().objects.create_superuser("editor", password="a quiet word")
    sign_in(page, user)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="The desk", level=1)).to_be_visible()


def test_login_form_lets_an_editor_in(page):
    get_user_model().objects.create_superuser("editor", password="a quiet word")
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a quiet word")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
