"""The entry point: a charset that cannot carry a form is not asked for, and a body is read to its end."""

import io

import pytest

from swot_app.wsgi import MOST_READ_OUT, Utf8Request, application

CHARSETS = ["hex", "idna", "undefined", "rot13", "zlib", "utf-7", "unicode_escape", "gbk", "no-such-charset"]


def environment(content_type, body=b"", query="", path="/"):
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
    }


def request_of(content_type, body=b"", query=""):
    return Utf8Request(environment(content_type, body, query))


@pytest.mark.parametrize("charset", CHARSETS)
def test_form_is_read_as_utf_8_whatever_it_claims(charset):
    body = "note=站长".encode()

    request = request_of(f"application/x-www-form-urlencoded; charset={charset}", body, query="x=%41")

    assert (request.POST["note"], request.GET["x"]) == ("站长", "A")


@pytest.mark.parametrize("charset", CHARSETS)
def test_form_in_parts_is_read_as_utf_8_whatever_it_claims(charset):
    body = "--b\r\nContent-Disposition: form-data; name=note\r\n\r\n站长\r\n--b--\r\n".encode()

    request = request_of(f"multipart/form-data; boundary=b; charset={charset}", body)

    assert request.POST["note"] == "站长"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/account/sign-in/", "413"), ("/no-such-page/", "404")])
def test_refused_body_is_read_to_its_end_before_the_answer(path, status):
    """A server that closes the connection on unread bytes resets it, and the answer never arrives."""
    body = b"x" * 5 * 1024 * 1024
    asked = environment("application/x-www-form-urlencoded", body + b"the next request", path=path)
    asked |= {"CONTENT_LENGTH": str(len(body)), "HTTP_COOKIE": f"csrftoken={'a' * 32}"}
    answers = []

    application(asked, lambda status, headers: answers.append(status)).close()

    assert answers[0].startswith(status)
    assert asked["wsgi.input"].read() == b"the next request"


def test_body_without_end_is_not_read_for_ever():
    request = request_of("text/plain", b"x" * (MOST_READ_OUT + 5))

    request.read_out()

    assert len(request.read()) == 5


class Gone(io.BytesIO):
    def read(self, size=-1, /):
        raise ConnectionResetError


def test_sender_who_is_gone_is_no_error():
    request = Utf8Request(environment("text/plain") | {"CONTENT_LENGTH": "5", "wsgi.input": Gone()})

    request.read_out()
