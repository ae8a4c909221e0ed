"""Pages travel compressed; answers to a POST and files do not."""

import gzip

import pytest

pytestmark = pytest.mark.django_db
ACCEPT = {"Accept-Encoding": "gzip, deflate, br"}


def test_page_is_compressed_and_padded_by_chance(client):
    plain = client.get("/account/sign-in/")
    packed = [client.get("/account/sign-in/", headers=ACCEPT) for _ in range(20)]

    assert "Content-Encoding" not in plain.headers
    assert {page.headers["Content-Encoding"] for page in packed} == {"gzip"}
    assert all('name="username"' in gzip.decompress(page.content).decode() for page in packed)
    assert len({len(page.content) for page in packed}) > 5


def test_answer_to_a_post_is_not_compressed(client):
    answer = client.post("/account/sign-in/", {"username": "nobody", "password": "nothing"}, headers=ACCEPT)

    assert len(answer.content) > 2_000
    assert "Content-Encoding" not in answer.headers


def test_script_that_names_the_shell_is_left_alone(client):
    answer = client.get("/service-worker.js", headers=ACCEPT)

    assert "Content-Encoding" not in answer.headers
