"""Administrative divisions: a tree held by parent links, with a path that makes every subtree one index range."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, Self, TypeVar

from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.db.models.lookups import In
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stations import formats
from stations.enums import DivisionLevel
from stations.models.named import BilingualName
from swot_app.accounts.models import User

# Every step of a path is the padded key of one division. Digits alone sort alike in every collation, so a subtree
# is the range from its path to the path's successor, on both databases.
STEP = 8

# What the statistics bureau puts between a province and the counties that it governs itself. Nobody says these names.
PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
BETWEEN = " · "


def place_of(names: Iterable[str]) -> str:
    """Names from the top down as one line, without the placeholders among them."""
    return BETWEEN.join(name for name in names if name not in PLACEHOLDERS)


class Placed(Protocol):
    """A division, as it is or as it was called on the day of a record."""

    @property
    def level(self) -> str: ...

    @property
    def is_placeholder(self) -> bool: ...

    def name_in(self, language: str | None) -> str: ...


Found = TypeVar("Found", bound=Placed)


def said(divisions: Iterable[Found]) -> list[Found]:
    """Those that people name: no placeholder, and the nation goes without saying."""
    return [each for each in divisions if not each.is_placeholder and each.level != DivisionLevel.NATION]


def place_in_text(divisions: Iterable[Placed], language: str | None) -> str:
    """Divisions from the top down as they are written: in that order in Chinese, from the smallest up in English."""
    names = [each.name_in(language) for each in said(divisions)]
    return ", ".join(reversed(names)) if formats.is_english(language) else "".join(names)


def path_step(key: int) -> str:
    return f"{key:0{STEP}d}"


def path_end(path: str) -> str:
    """The first path after the whole subtree of a path."""
    return f"{int(path) + 1:0{len(path)}d}" if path else ""


class DivisionQuerySet(models.QuerySet["Division"]):
    def below(self, division: "Division") -> Self:
        """The division itself and all that belongs to it."""
        return self.filter(path__gte=division.path, path__lt=path_end(division.path))

    def in_force_on(self, day: date) -> Self:
        """Those whose last day has not passed."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day))

    def with_parents(self) -> Self:
        """With what `place` asks for, in the same query."""
        return self.select_related("__".join(["parent"] * 5))

    def directly_below(self, division: "Division") -> Self:
        """Its children, and in the place of a child that is a placeholder that one's children."""
        named = Q(parent=division) & ~Q(name__in=PLACEHOLDERS)
        return self.filter(named | Q(parent__parent=division, parent__name__in=PLACEHOLDERS))

    def above(self, division: "Division") -> Self:
        """From the province down to the division itself."""
        return self.filter(path__in=division.path_steps()).order_by("path")

    def roots_of(self, user: User) -> Self:
        """The divisions to which an official is appointed today."""
        return self.filter(appointments__user=user, appointments__ended_at=None).distinct()

    def looked_after_by(self, user: User) -> Self:
        """An official's own divisions and all below."""
        return self.filter(scope_filter(user, "path"))

    def former_paths(self, scope: Q) -> list[str]:
        """The paths of what came to an end in divisions of a scope over successors, and of what had come to an end there."""
        found: list[str] = []
        newest = list(self.filter(scope, successor__isnull=False).values_list("path", flat=True))
        while newest:
            found += newest
            newest = list(
                self.filter(successor__path__in=newest).exclude(path__in=found).values_list("path", flat=True)
            )
        return found

    def visible_to(self, user: User) -> Self:
        """An official's own divisions and all below; all for administrators."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_administrator else self.looked_after_by(user)


def steps_of(path: str) -> list[str]:
    """The paths of a division's ancestors and its own, from the top."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def child_path(division: "Division", path_field: str, placeholders: Iterable[str] = ()) -> Combinable:
    """The path of the child of a division that holds a row, out of the row's own path; the grandchild's where the child
    is one of the placeholders.
    """
    length = len(division.path) + STEP
    child = Substr(path_field, 1, length)
    hidden = list(placeholders)
    if not hidden:
        return child
    return Case(When(condition=In(child, hidden), then=Substr(path_field, 1, length + STEP)), default=child)


def scope_filter(user: User, path_field: str) -> Q:
    """The rows whose path lies in one of the divisions to which an official is appointed."""
    scope = Q(pk__in=[])
    for path in Division.objects.roots_of(user).order_by().values_list("path", flat=True):
        scope |= Q(**{f"{path_field}__gte": path, f"{path_field}__lt": path_end(path)})
    return scope


class DivisionManager(models.Manager.from_queryset(DivisionQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def plant(self, *, parent: "Division | None" = None, **fields: object) -> "Division":
        """Add a division below its parent; the path needs the key, so it is written second."""
        division = Division(parent=parent, path="", **fields)
        division.save(force_insert=True)
        division.path = (parent.path if parent else "") + path_step(division.pk)
        division.save(update_fields=["path"])
        return division


class Division(BilingualName):
    """A province, prefecture, county, township or village; its code is data, never a key."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    path = models.CharField(max_length=STEP * 6, editable=False, db_index=True)
    code = models.CharField(_("division code"), max_length=12, db_index=True)
    level = models.CharField(_("level"), max_length=12, choices=DivisionLevel)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )

    objects = DivisionManager()

    class Meta:
        verbose_name = _("administrative division")
        verbose_name_plural = _("administrative divisions")
        ordering = ["code", "pk"]
        # The few that came to an end, which every division's page asks for.
        indexes = [
            models.Index(
                fields=["successor"], condition=Q(successor__isnull=False), name="stations_division_succeeded"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
                name="stations_division_validity_in_order",
                violation_error_message=_("The last day of validity must not lie before the first."),
            ),
            models.CheckConstraint(condition=Q(level__in=DivisionLevel.values), name="stations_division_level_known"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_until=None),
                name="stations_division_code_unique_while_valid",
                violation_error_message=_("Another division in force has this code."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("division", args=[self.pk])

    @property
    def is_placeholder(self) -> bool:
        return self.name in PLACEHOLDERS

    @property
    def is_county(self) -> bool:
        """Whether its stations are put together in one report."""
        return self.level == DivisionLevel.COUNTY

    @property
    def place(self) -> str:
        """The division with all that hold it: a name alone is often that of several."""
        return BETWEEN.join(str(division) for division in [*self.parents(), self])

    def parents(self) -> "list[Division]":
        """From the province down to the one above; placeholders are left out, and the nation goes without saying."""
        found = [*self.parent.parents(), self.parent] if self.parent else []
        return said(found)

    def path_steps(self) -> list[str]:
        """The paths of the division's ancestors and its own, from the top."""
        return steps_of(self.path)

    def contains(self, other: "Division") -> bool:
        return other.path.startswith(self.path)
