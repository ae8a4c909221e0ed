"""Pages as a browser without JavaScript reads them: which fields its form would send, and what it says."""

from contextlib import contextmanager
from html.parser import HTMLParser

from django.contrib.messages import get_messages
from django.db import connection


class MainForm(HTMLParser):
    """The fields of the form with the id “form”, as they stand; buttons are sent only when they are pressed."""

    def __init__(self, html):
        super().__init__()
        self.fields = {}
        self.is_inside = False
        self.textarea = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.is_inside = attributes.get("id") == "form"
        if not self.is_inside or "name" not in attributes:
            return
        if tag == "textarea":
            self.textarea = attributes["name"]
            self.fields[self.textarea] = ""
        elif tag == "input" and (attributes["type"] not in {"radio", "checkbox"} or "checked" in attributes):
            self.fields[attributes["name"]] = attributes.get("value", "")

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            # The first line break after the tag belongs to the markup; the others are sent as two characters.
            text = self.fields[self.textarea].removeprefix("\n")
            self.fields[self.textarea] = text.replace("\n", "\r\n")
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea] += data


def sent_by(page, **changes):
    """What a browser sends from a page after a person changed these fields; `S1_answer` stands for `S1-answer`."""
    fields = MainForm(page.content.decode()).fields
    fields.pop("csrfmiddlewaretoken", None)
    return fields | {name.replace("_", "-", 1): value for name, value in changes.items()}


def told(response):
    """The messages that the next page shows."""
    return [str(message) for message in get_messages(response.wsgi_request)]


@contextmanager
def writes_nothing():
    """Fail on whatever would change a row; the session's own table excepted."""
    with connection.execute_wrapper(refuse_writing):
        yield


def refuse_writing(execute, sql, params, many, context):
    verb = sql.split(None, 1)[0].upper()
    if verb in {"INSERT", "UPDATE", "DELETE", "REPLACE"} and "django_session" not in sql:
        raise AssertionError(f"Reading a page wrote to the database: {sql[:200]}")
    return execute(sql, params, many, context)


def close_files(response):
    """As a server does after its answer; `response.close()` would take the test's database connection along."""
    for close in response._resource_closers:
        close()


def status_of(response):
    close_files(response)
    return response.status_code
