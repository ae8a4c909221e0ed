"""The tests' own strictness: an unknown variable of ours fails, a foreign one does not."""

import pytest
from django.template import Context, Template, engines
from django.template.base import Origin

from tests.strict_templates import TEMPLATES


def render(source, origin):
    """The source as if it came from the file named."""
    template = Template(source, origin=Origin(name=str(origin)), engine=engines["django"].engine)

    return template.render(Context({"known": "yes"}))


OWN = TEMPLATES / "stations" / "page.html"


@pytest.mark.parametrize(
    "source",
    [
        "{{ unknown }}",
        '{{ unknown|default:"x" }}',
        "{{ known.unknown }}",
        "{% blocktranslate %}A {{ unknown }}.{% endblocktranslate %}",
        "{% with unknown as it %}{% endwith %}",
    ],
)
def test_unknown_variable_in_own_template_fails(source):
    with pytest.raises(pytest.fail.Exception, match=r"templates/stations/page\.html uses the unknown variable"):
        render(source, OWN)


def test_unknown_variable_in_condition_passes():
    assert render("{% if unknown %}a{% else %}b{% endif %}", OWN) == "b"


def test_unknown_variable_in_foreign_template_is_as_in_production():
    assert render('{{ unknown }}{{ unknown|default:"x" }}', "/elsewhere/page.html") == "x"
