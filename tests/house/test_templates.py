"""Templates are short, hold nothing inline, name only files that are collected, and no words that stay untranslated."""

import re
from fnmatch import fnmatch
from html import unescape

import pytest
from django.contrib.staticfiles import finders

from stations.management.commands.prepare import UNUSED_FILES
from tests.house.sources import lines_of, name_of, templates, text_of

LINES = 120
INLINE = {
    "a style attribute": r"<[a-z][^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a script's text": r"<script\b(?![^>]*\bsrc=)[^>]*>\s*\S",
    "an event attribute": r"<[a-z][^>]*\son[a-z]+\s*=",
    "a javascript: address": r"javascript:",
}
STATIC = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
REMARK = re.compile(r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}|<!--.*?-->|<!DOCTYPE[^>]*>", re.DOTALL)
# What names its own language stays in it, and these blocks hold names of classes.
OWN_LANGUAGE = re.compile(r"<(\w+)\b[^>]*\slang=\"[^>]*>.*?</\1>", re.DOTALL)
CLASSES = re.compile(r"\{%\s*block (?:width|html_class|bodyclass)\s*%\}.*?\{%\s*endblock[^%]*%\}", re.DOTALL)
# What is printed on a key is the same on every keyboard.
KEY = re.compile(r"<kbd>.*?</kbd>")
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
READ_OUT = re.compile(r"""\s(?:alt|title|placeholder|aria-label|aria-description)=(?:"([^"]*)"|'([^']*)')""")
# The same in every language: a language's own name, letters that are signs, the product's method, formats of files.
UNTRANSLATED = re.compile(r"中文|English|SWOT|[SWOTPQRGID]|ρ|θ|α|JSON|PDF|XLSX|SHA")


@pytest.mark.parametrize("what", INLINE)
def test_nothing_is_inline(what):
    pattern = re.compile(INLINE[what], re.IGNORECASE)

    assert [name_of(path) for path in templates() if pattern.search(text_of(path))] == []


def test_no_template_is_too_long():
    long = [f"{name_of(path)}: {lines_of(path)}" for path in templates() if lines_of(path) >= LINES]

    assert long == []


def test_static_files_exist_and_are_collected():
    named = {(name_of(path), file) for path in templates() for file in STATIC.findall(text_of(path))}
    missing = [pair for pair in sorted(named) if not finders.find(pair[1]) or is_left_out(pair[1])]

    assert missing == []


def is_left_out(file):
    return any(fnmatch(file.rsplit("/", 1)[-1], pattern) for pattern in UNUSED_FILES)


def test_visible_words_are_translated():
    plain = {name_of(path): words for path in templates() if (words := plain_words(text_of(path)))}

    assert plain == {}


def plain_words(text):
    """The words that a reader would meet outside every translation tag."""
    for left_out in (TRANSLATED, REMARK, CLASSES, CODE, KEY):
        text = left_out.sub(" ", text)
    text = OWN_LANGUAGE.sub(" ", text)
    read_out = [first or second for first, second in READ_OUT.findall(text)]
    words = re.findall(r"[^\W\d_]+", unescape(" ".join([TAG.sub(" ", text), *read_out])))
    return [word for word in words if not UNTRANSLATED.fullmatch(word)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ("<p>{% translate 'Hello' %}</p>", []),
        ('<a title="Open">{% blocktranslate %}A b{% endblocktranslate %}</a>', ["Open"]),
        ("{# a remark #}<p>5 · S</p>", []),
        ("<p><kbd>Enter</kbd> Go</p>", ["Go"]),
        ('<a href="/" lang="zh-Hans">中文报告</a><b>报告</b>', ["报告"]),
    ],
)
def test_plain_words_are_found(text, words):
    assert plain_words(text) == words
