"""What each registry is called on its page, and what to know before a table is chosen."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stations.actions.registry.columns import Registry

NAMES = {
    Registry.DIVISIONS: (
        pgettext_lazy("registry", "Divisions"),
        _(
            "What the file does not name stays as it is. A division that was merged or got a new code stays in the file, "
            "with its last day and the code of its successor: its stations move there with their old results, and the "
            "appointments of its own officials end."
        ),
    ),
    Registry.STATIONS: (
        pgettext_lazy("registry", "Stations"),
        _(
            "What the file does not name stays as it is. A station under another division code moves there, and whoever "
            "looks after that division sees its old results."
        ),
    ),
    Registry.PEOPLE: (
        pgettext_lazy("registry", "People"),
        _(
            "One row for each place of a person. New people get an account and a slip with a one-time link to print, cut "
            "and hand over. Nobody’s place ends because the file leaves it out."
        ),
    ),
}
