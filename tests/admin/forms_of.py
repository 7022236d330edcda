"""Pages of the admin filled in and sent as a browser would: every field with what it shows."""

from django.urls import reverse


def change_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def shown(response) -> dict:
    """What the page's form would send if nothing were typed."""
    context = response.context
    forms = [context["adminform"].form]
    sent = {}
    for inline in context["inline_admin_formsets"]:
        sent |= fields_of(inline.formset.management_form)
        forms += inline.formset.forms
    for form in forms:
        sent |= fields_of(form)
    return sent


def fields_of(form) -> dict:
    sent = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        if hasattr(bound.field.widget, "decompress"):
            is_sent = isinstance(value, list)
            parts = value if is_sent else bound.field.widget.decompress(value)
            sent |= {f"{bound.html_name}_{i}": part or "" for i, part in enumerate(parts)}
        elif isinstance(value, str):
            sent[bound.html_name] = value.replace("\n", "\r\n")  # as browsers do
        else:
            sent[bound.html_name] = value
    return sent


def send(client, row, **typed):
    """Open the row's page, type, press a button (Save unless `press` says another)."""
    url = change_url(row)
    return client.post(url, filled(client.get(url), **typed))


def filled(response, *, press="_save", add=None, **typed) -> dict:
    """`add`: prefix of a formset -> the fields of a new row."""
    sent = shown(response)
    for prefix, fields in (add or {}).items():
        number = int(sent[f"{prefix}-TOTAL_FORMS"])
        sent |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
        sent[f"{prefix}-TOTAL_FORMS"] = number + 1
    return sent | {name.replace("__", "-"): value for name, value in typed.items()} | {press: "1"}


def chosen(response, **choices) -> dict:
    """What the three columns would send: their defaults, but for what is chosen by `choices`.

    Dots and dashes of a key are written as __ here: quotes__7__cue="mine".
    """
    conflict = response.context["conflict"]
    sent = shown(response) | {
        "shown_version": conflict.version,
        "asked": [line.key for line in conflict.to_choose],
        "_continue": "1",
    }
    sent |= {line.name: line.choice for line in conflict.lines if line.choice}
    for name, choice in choices.items():
        [line] = [line for line in conflict.lines if line.key.replace(".", "__") == name]
        sent[line.name] = choice
    return sent


def list_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_changelist")


def opened_list(client, row, query="") -> dict:
    """What the list of the row's kind sends of itself; the list is open from now on."""
    return {"drawn": str(client.get(list_url(row) + query).context["drawn"])}


def act(client, action, *rows, query="", follow=False, **typed):
    """Tick rows in their list, choose an action; `typed` may hold an older `drawn`."""
    url = list_url(rows[0])
    sent = {"action": action, "_selected_action": [row.pk for row in rows]} | typed
    if "drawn" not in sent:
        sent |= opened_list(client, rows[0], query)
    return client.post(url + query, sent, follow=follow)
