"""The entry point: a charset that cannot carry a form is not asked for."""

import io

import pytest

from swot_app.wsgi import Utf8Request

CHARSETS = ["hex", "idna", "undefined", "rot13", "zlib", "utf-7", "unicode_escape", "gbk", "no-such-charset"]


def request_of(content_type, body=b"", query=""):
    return Utf8Request(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "QUERY_STRING": query,
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
    )


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
