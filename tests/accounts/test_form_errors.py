"""A form's errors as links."""

from django import forms

from swot_app.accounts.templatetags.form_errors import error_links


class Form(forms.Form):
    name = forms.CharField(error_messages={"required": "Write your name."})
    degree = forms.ChoiceField(
        choices=[("1", "one")], widget=forms.RadioSelect, error_messages={"required": "Choose a degree."}
    )

    def clean(self):
        raise forms.ValidationError("The whole is wrong.")


def test_errors_link_to_their_fields_after_those_of_the_form():
    assert error_links(Form({})) == [
        ("form", "The whole is wrong."),
        ("id_name", "Write your name."),
        ("id_degree_0", "Choose a degree."),
    ]


def test_form_that_was_not_sent_has_no_errors():
    assert error_links(Form()) == []


def test_no_form_has_no_errors():
    assert error_links(None) == []
