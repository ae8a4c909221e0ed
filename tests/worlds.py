"""A small world for database tests: two counties of one prefecture, three stations, and everybody in the cast."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from stations.actions import assessments, check_ratings, cycles, evidence, ratings, sheets
from stations.actions.check_ratings import CheckChange, CheckValue
from stations.actions.ratings import AnswerValue
from stations.enums import AnswerKind, AppointmentRole, CycleKind, DivisionLevel, EditionState, MembershipRole, Quadrant
from stations.files.cleaning import CleanFile
from stations.files.kinds import MediaType
from stations.models import (
    Anchor,
    Appointment,
    Assessment,
    Countermeasure,
    Cycle,
    Division,
    Edition,
    Effect,
    Evidence,
    Factor,
    LateOperation,
    Membership,
    PracticeModel,
    Sheet,
    Source,
    SourceSection,
    Station,
)
from swot_app.accounts.models import User

FACTORS_PER_QUADRANT = 2


def make_user(username: str, **fields: object) -> User:
    return User.objects.create_user(username, "correct horse battery", **{"name": username.title(), **fields})


def make_edition(
    code: str = "2026-1", *, factors: int = FACTORS_PER_QUADRANT, models: int = 0, published: bool = True
) -> Edition:
    """A complete edition in both languages: some factors a quadrant, two countermeasures, one source."""
    edition = Edition.objects.create(
        code=code, title_zh_hans=f"{code}版", title_en=f"Edition {code}", summary_zh_hans="说明", summary_en="Summary"
    )
    source = Source.objects.create(
        edition=edition, key="LZ", authors_zh_hans="作者", authors_en="Authors", title_zh_hans="论文", title_en="Paper"
    )
    section = SourceSection.objects.create(source=source, number="2.1", title_zh_hans="一节", title_en="A section")
    for position, (quadrant, number) in enumerate((q, n) for q in Quadrant for n in range(1, factors + 1)):
        factor = Factor.objects.create(
            edition=edition,
            code=f"{quadrant}{number}",
            quadrant=quadrant,
            position=position,
            title_zh_hans=f"因素{quadrant}{number}",
            title_en=f"Factor {quadrant}{number}",
            statement_zh_hans=f"本站的{quadrant}{number}。",
            statement_en=f"The station's {quadrant}{number}.",
        )
        factor.citations.add(section)
        for degree in (1, 3, 5):
            Anchor.objects.create(
                factor=factor, degree=degree, text_zh_hans=f"第{degree}档", text_en=f"Looks like {degree}"
            )
    make_countermeasure(edition, "C1", "SO", {"S1": 4, "O1": 2}, section)
    make_countermeasure(edition, "C2", "WT", {"W1": 3, "T1": 3}, section)
    for number in range(1, models + 1):
        make_practice_model(edition, f"M{number}", section)
    if published:
        Edition.objects.filter(pk=edition.pk).update(state=EditionState.PUBLISHED, published_at=timezone.now())
        edition.refresh_from_db()
    return edition


def make_countermeasure(
    edition: Edition, code: str, family: str, effects: dict[str, int], section: SourceSection
) -> Countermeasure:
    countermeasure = Countermeasure.objects.create(
        edition=edition,
        code=code,
        family=family,
        position=int(code[1:]),
        title_zh_hans=f"对策{code}",
        title_en=f"Countermeasure {code}",
        description_zh_hans="做法。",
        description_en="What to do.",
        steps_zh_hans="第一步\n第二步",
        steps_en="Step one\nStep two",
    )
    countermeasure.citations.add(section)
    for factor, effect in effects.items():
        Effect.objects.create(
            countermeasure=countermeasure,
            factor=Factor.objects.get(edition=edition, code=factor),
            effect=effect,
            reason_zh_hans="理由。",
            reason_en="Because.",
        )
    return countermeasure


def make_practice_model(edition: Edition, code: str, section: SourceSection) -> PracticeModel:
    model = PracticeModel.objects.create(
        edition=edition,
        code=code,
        name_zh_hans=f"模式{code}",
        name_en=f"Model {code}",
        description_zh_hans="说法。",
        description_en="As told.",
    )
    model.illustrates.add(Countermeasure.objects.get(edition=edition, code="C1"))
    model.citations.add(section)
    return model


@dataclass(kw_only=True)
class World:
    """Alice leads the first station and Bob works there; Charlie leads another county's station, a stranger to them."""

    edition: Edition
    cycle: Cycle
    prefecture: Division
    county: Division
    other_county: Division
    station: Station
    neighbour: Station
    foreign_station: Station
    alice: User
    bob: User
    charlie: User
    county_reviewer: User
    prefecture_viewer: User
    foreign_reviewer: User
    curator: User
    administrator: User
    auditor: User
    nobody: User

    @property
    def assessment(self) -> Assessment:
        return self.station.assessments.get(cycle=self.cycle)

    @property
    def foreign_assessment(self) -> Assessment:
        return self.foreign_station.assessments.get(cycle=self.cycle)

    @property
    def cast(self) -> dict[str, User]:
        names = (
            "alice bob charlie county_reviewer prefecture_viewer foreign_reviewer curator administrator auditor nobody"
        )
        return {name: getattr(self, name) for name in names.split()}


def make_world() -> World:
    province = Division.objects.plant(code="990000", level=DivisionLevel.PROVINCE, name="示例省")
    prefecture = Division.objects.plant(parent=province, code="990100", level=DivisionLevel.PREFECTURE, name="示例市")
    county = Division.objects.plant(parent=prefecture, code="990101", level=DivisionLevel.COUNTY, name="甲县")
    other = Division.objects.plant(parent=prefecture, code="990102", level=DivisionLevel.COUNTY, name="乙县")
    station = make_station(county, "990101001", "东乡")
    neighbour = make_station(county, "990101002", "西乡")
    foreign = make_station(other, "990102001", "南乡")
    world = World(
        edition=make_edition(),
        cycle=None,  # type: ignore[arg-type]  # opened below, by a person of this world
        prefecture=prefecture,
        county=county,
        other_county=other,
        station=station,
        neighbour=neighbour,
        foreign_station=foreign,
        alice=make_member("alice", station, MembershipRole.LEAD),
        bob=make_member("bob", station, MembershipRole.WORKER),
        charlie=make_member("charlie", foreign, MembershipRole.LEAD),
        county_reviewer=make_official("county", county, AppointmentRole.REVIEWER),
        prefecture_viewer=make_official("prefecture", prefecture, AppointmentRole.VIEWER),
        foreign_reviewer=make_official("foreign", other, AppointmentRole.REVIEWER),
        curator=make_user("curator", is_curator=True),
        administrator=make_user("administrator", is_administrator=True),
        auditor=make_user("auditor", is_auditor=True),
        nobody=make_user("nobody"),
    )
    world.cycle = open_cycle(world, prefecture)
    return world


def make_station(county: Division, code: str, name: str) -> Station:
    township = Division.objects.plant(parent=county, code=code, level=DivisionLevel.TOWNSHIP, name=name)
    return Station.objects.create(
        division=township,
        code=f"SW{code}",
        name=f"{name}社工站",
        name_latin=f"{code} Station",
        opened_on=date(2020, 3, 1),
    )


def make_member(username: str, station: Station, role: MembershipRole) -> User:
    user = make_user(username)
    Membership.objects.create(user=user, station=station, role=role)
    return user


def make_official(username: str, division: Division, role: AppointmentRole) -> User:
    user = make_user(username)
    Appointment.objects.create(user=user, division=division, role=role)
    return user


def open_cycle(world: World, division: Division, *, year: int | None = None, edition: Edition | None = None) -> Cycle:
    today = timezone.localdate()
    opens_on = today - timedelta(days=10) if year is None else date(year, 1, 10)
    return cycles.open_cycle(
        division=division,
        edition=edition or world.edition,
        kind=CycleKind.ANNUAL,
        year=year or today.year,
        quarter=None,
        opens_on=opens_on,
        due_on=opens_on + timedelta(days=60),
        by=world.county_reviewer,
    )


def degree(value: int, *, importance: int | None = None, note: str = "") -> AnswerValue:
    return AnswerValue(kind=AnswerKind.DEGREE, degree=value, importance=importance, note=note)


def fill(assessment: Assessment, user: User, degrees: dict[str, int] | int = 3) -> Sheet:
    """Rate every factor: one degree for all, or one for each quadrant's letter."""
    sheet = sheets.open_sheet(assessment=assessment, by=user)
    for factor in Factor.objects.filter(edition=assessment.edition):
        value = degrees if isinstance(degrees, int) else degrees[factor.quadrant]
        ratings.rate(sheet=sheet, factor=factor, value=degree(value), base_revision=0, operation_id=uuid4(), by=user)
    return sheet


def declare(assessment: Assessment, user: User, degrees: dict[str, int] | int = 3) -> Sheet:
    sheet = fill(assessment, user, degrees)
    sheets.declare(sheet=sheet, by=user)
    sheet.refresh_from_db()
    return sheet


def submit_for(assessment: Assessment, lead: User, degrees: dict[str, int] | int = 3) -> Assessment:
    """Any station's assessment, declared and submitted by its lead."""
    declare(assessment, lead, degrees)
    return assessments.submit(assessment=assessment, by=lead)


def submit(world: World, degrees: dict[str, int] | int = 3) -> Assessment:
    """Alice's sheet is declared and the station's assessment submitted."""
    return submit_for(world.assessment, world.alice, degrees)


def approve(world: World, degrees: dict[str, int] | int = 3) -> Assessment:
    """Submitted as above and approved by the county's reviewer."""
    return assessments.approve(assessment=submit(world, degrees), by=world.county_reviewer)


def resubmit(world: World) -> Assessment:
    """The submitted assessment is returned and submitted again."""
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)
    return assessments.submit(assessment=world.assessment, by=world.alice)


def be_late(world: World, user: User) -> LateOperation:
    """An answer of this person that arrived after the submission and waits for a decision."""
    return LateOperation.objects.create(
        operation_id=uuid4(),
        assessment=world.assessment,
        factor=Factor.objects.get(edition=world.edition, code="S1"),
        by=user,
        base_revision=0,
        received_at=timezone.now(),
        kind=AnswerKind.DEGREE,
        degree=4,
    )


def attach(
    assessment: Assessment, user: User, content: bytes = b"%PDF-1.7 a page", *, factor: str = "S1", **fields: object
) -> Evidence:
    """A file beside a factor, as if it had been looked at before."""
    file = CleanFile(content=content, media_type=MediaType.PDF, sent_sha256="0" * 64)
    row = Evidence(
        factor=Factor.objects.get(edition=assessment.edition, code=factor),
        media_type=file.media_type.value,
        size=len(content),
        sha256=file.sha256,
        sent_sha256=file.sent_sha256,
        added_by=user,
        added_at=timezone.now(),
        **{"upload_id": uuid4(), "name": "台账.pdf", "caption": ""} | fields,
    )
    return evidence.keep(row, assessment, file)


def give_checks(assessment: Assessment, reviewer: User, degrees: dict[str, int], *, note: str = "") -> Assessment:
    """A reviewer's first check ratings of some factors, each with this note."""
    factors = {factor.code: factor for factor in Factor.objects.filter(edition=assessment.edition)}
    changes = [
        CheckChange(factor=factors[code], value=CheckValue(degree=degree, note=note), base_revision=0)
        for code, degree in degrees.items()
    ]
    conflicts = check_ratings.give_check_ratings(assessment=assessment, changes=changes, by=reviewer)
    assert conflicts == set()
    return assessment


def review(world: World, degrees: dict[str, int] | int = 3) -> Assessment:
    """Submitted, and the county's reviewer has started the review."""
    return assessments.start_review(assessment=submit(world, degrees), by=world.county_reviewer)
