"""Who gets which answer from which address: the one table of what people may see and do.

A row is named after its address; what follows the name tells it from another row of the same address. Whoever a row
does not name gets MISSING: what a person may not see does not exist for them. Without a sign-in there is something to
see only where ANYBODY is named. A method without an entry is refused to all who are signed in.
"""

from stations.models import Edition, Evidence
from stations.tasks import order_reports
from tests.views.access_rows import (
    ANYBODY,
    CONFLICT,
    COUNTY,
    DESKS,
    ELSEWHERE,
    EVERYBODY,
    FORBIDDEN,
    GONE,
    LED_BACK,
    MISSING,
    OFFICIALS,
    PAGE,
    STATION,
    TRY_AGAIN,
    UPLOAD,
    VIEWER,
    Row,
)
from tests.worlds import approve, attach, be_late, declare, fill, make_edition, review, submit


def its_station(world):
    return [world.station.pk]


def its_county(world):
    return [world.county.pk]


def its_consolidated_report(world):
    return [world.county.pk, world.cycle.pk, "zh-hans"]


def its_assessment(world):
    return [world.assessment.pk]


def its_strengths(world):
    return [world.assessment.pk, "S"]


def its_report(world):
    return [world.assessment.pk, "zh-hans"]


def an_old_link(world):
    return ["MQ", "abc-def"]


def bobs_late_answer(world):
    return [be_late(world, world.bob).operation_id]


def bobs_file(world):
    return [Evidence.objects.get().pk]


def bob_adds(world):
    attach(world.assessment, world.bob)


def bob_adds_and_alice_submits(world):
    bob_adds(world)
    submit(world)


def the_viewers_order(world):
    """All reports of the prefecture, as its viewer ordered them."""
    batch = order_reports(division=world.prefecture, cycle=world.cycle, language="en", by=world.prefecture_viewer)
    return [batch.pk]


def filled_in(world):
    """Both raters filled in their sheets; nobody declared one."""
    fill(world.assessment, world.alice)
    fill(world.assessment, world.bob)


def alice_declared(world):
    declare(world.assessment, world.alice)


PUBLIC = {
    "privacy": Row(get={ANYBODY: PAGE}),
    "healthz": Row(get={ANYBODY: PAGE}),
    "service_worker": Row(get={ANYBODY: PAGE}),
    "manifest": Row(get={ANYBODY: PAGE}),
    "verify": Row(get={ANYBODY: PAGE}),
    "verify_code": Row(about=lambda world: ["0123-4567-89AB-CDEF"], get={ANYBODY: PAGE}),
    "verify_file": Row(get={ANYBODY: ELSEWHERE}, post={ANYBODY: TRY_AGAIN}),
    "sign_in": Row(get={EVERYBODY: ELSEWHERE, "anonymous": PAGE}, post={ANYBODY: PAGE}),
    "sign_out": Row(get={ANYBODY: ELSEWHERE}, post={ANYBODY: ELSEWHERE}),
    "set_language": Row(get={ANYBODY: ELSEWHERE}, post={ANYBODY: ELSEWHERE}, data={"language": "en"}),
    "set_password": Row(about=an_old_link, get={ANYBODY: GONE}, post={ANYBODY: GONE}, delete={ANYBODY: GONE}),
}

OWN = {
    "home": Row(get={f"{STATION} charlie {OFFICIALS} foreign_reviewer {DESKS}": ELSEWHERE, "nobody": PAGE}),
    "profile": Row(get={EVERYBODY: PAGE}, post={EVERYBODY: ELSEWHERE}, data={"name": "A", "language": "en"}),
    "password_change": Row(get={EVERYBODY: PAGE}, post={EVERYBODY: PAGE}),
}

PLACES = {
    "station": Row(about=its_station, get={f"{STATION} {OFFICIALS} administrator": PAGE}),
    "division": Row(about=its_county, get={OFFICIALS: PAGE, "administrator": FORBIDDEN}),
    "division_cycles": Row(about=its_county, get={OFFICIALS: PAGE, "administrator": FORBIDDEN}),
    "consolidated_report": Row(about=its_consolidated_report, get={OFFICIALS: PAGE, "administrator": FORBIDDEN}),
    "division_xlsx": Row(about=its_county, get={OFFICIALS: PAGE, "administrator": FORBIDDEN}),
    "cycle_open": Row(
        about=its_county,
        get={COUNTY: PAGE, f"{VIEWER} administrator": FORBIDDEN},
        post={COUNTY: TRY_AGAIN, f"{VIEWER} administrator": FORBIDDEN},
    ),
}

REPORT_BATCHES = {
    "reports_order": Row(
        about=its_county,
        get={OFFICIALS: PAGE, "administrator": FORBIDDEN},
        post={OFFICIALS: TRY_AGAIN, "administrator": FORBIDDEN},
    ),
    "report_batch": Row(about=the_viewers_order, after=submit, get={VIEWER: PAGE}),
    "report_batch_file": Row(about=the_viewers_order, after=submit, get={VIEWER: ELSEWHERE}),
    "report_batch_cancel": Row(about=the_viewers_order, after=submit, get=LED_BACK, post={VIEWER: ELSEWHERE}),
    "report_batch_retry": Row(about=the_viewers_order, after=submit, get=LED_BACK, post={VIEWER: ELSEWHERE}),
}

RATING = {
    "assessment": Row(about=its_assessment, get={f"{STATION} {OFFICIALS}": PAGE}),
    "rate_section": Row(
        about=its_strengths,
        get={STATION: PAGE, OFFICIALS: FORBIDDEN},
        post={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN},
        data={"S1-base_revision": "0", "S1-answer": "4", "end": "1"},
    ),
    "sheet_enter": Row(about=its_assessment, get={STATION: PAGE, OFFICIALS: FORBIDDEN}),
    "assessment_blank": Row(about=its_report, get={STATION: PAGE, OFFICIALS: FORBIDDEN}),
    "sheet_check": Row(about=its_assessment, get={STATION: PAGE, OFFICIALS: FORBIDDEN}),
    "sheet_declare": Row(
        about=its_assessment, after=filled_in, get=LED_BACK, post={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN}
    ),
    "assessment_submit": Row(
        about=its_assessment,
        after=alice_declared,
        get={"alice": PAGE, f"bob {OFFICIALS}": FORBIDDEN},
        post={"alice": ELSEWHERE, f"bob {OFFICIALS}": FORBIDDEN},
    ),
    "assessment_withdraw": Row(
        about=its_assessment, after=submit, get=LED_BACK, post={"alice": ELSEWHERE, f"bob {OFFICIALS}": FORBIDDEN}
    ),
}

REVIEW = {
    name: Row(
        about=its_assessment,
        after=after,
        get=LED_BACK,
        post={COUNTY: ELSEWHERE, f"{STATION} {VIEWER}": FORBIDDEN},
        data={"reason": "请补充。"},
    )
    for name, after in {
        "review_start": submit,
        "review_approve": submit,
        "review_return": submit,
        "review_reopen": approve,
    }.items()
}


def of_the_check_ratings(after, **county):
    """Who reviews the station opens them while the review lasts; its own people and those who look on never do."""
    answers = {method: {COUNTY: answer, f"{STATION} {VIEWER}": FORBIDDEN} for method, answer in county.items()}
    return Row(
        about=its_assessment, after=after, data={"S1-base_revision": "0", "S1-degree": "4", "end": "1"}, **answers
    )


REVIEW |= {
    "check_ratings": of_the_check_ratings(review, get=PAGE, post=ELSEWHERE),
    "check_ratings before the review": of_the_check_ratings(submit, get=ELSEWHERE, post=CONFLICT),
    "check_ratings of a draft": of_the_check_ratings(lambda world: None, get=ELSEWHERE, post=CONFLICT),
}


def of_the_result(name, **changes):
    """The result in one of its forms: what was submitted is shown, of a draft whoever declared sees it."""
    about = its_report if name == "report" else its_assessment
    return {
        name: Row(about=about, after=submit, get={f"{STATION} {OFFICIALS}": PAGE}),
        f"{name} of a draft": Row(
            about=about, after=alice_declared, get={"alice": PAGE, f"bob {OFFICIALS}": FORBIDDEN}
        ),
    }


RESULTS = (
    of_the_result("result") | of_the_result("result_json") | of_the_result("result_xlsx") | of_the_result("report")
)

OUT_OF_TURN = {
    "rate_section of submitted work": Row(
        about=its_strengths,
        after=submit,
        get={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN},
        post={STATION: CONFLICT, OFFICIALS: FORBIDDEN},
        data={"S1-base_revision": "0", "S1-answer": "4", "end": "1"},
    ),
    "sheet_enter of submitted work": Row(
        about=its_assessment, after=submit, get={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN}
    ),
    "assessment_submit of an empty draft": Row(
        about=its_assessment,
        get={"alice": PAGE, f"bob {OFFICIALS}": FORBIDDEN},
        post={"alice": TRY_AGAIN, f"bob {OFFICIALS}": FORBIDDEN},
    ),
    "review_approve of a draft": Row(
        about=its_assessment, get=LED_BACK, post={COUNTY: ELSEWHERE, f"{STATION} {VIEWER}": FORBIDDEN}
    ),
    "review_return of a draft": Row(
        about=its_assessment,
        get=LED_BACK,
        post={COUNTY: CONFLICT, f"{STATION} {VIEWER}": FORBIDDEN},
        data={"reason": "请补充。"},
    ),
    "review_return without a reason": Row(
        about=its_assessment, after=submit, get=LED_BACK, post={COUNTY: TRY_AGAIN, f"{STATION} {VIEWER}": FORBIDDEN}
    ),
}

LATE = {
    "late_apply": Row(
        about=bobs_late_answer, get={"bob": ELSEWHERE}, post={"bob": ELSEWHERE}, data={"base_revision": "0"}
    ),
    "late_discard": Row(about=bobs_late_answer, get={"bob": ELSEWHERE}, post={"bob": ELSEWHERE}),
    "api_late_apply": Row(about=bobs_late_answer, post={"bob": PAGE}, data={"base_rev": 0}, is_json=True),
    "api_late_discard": Row(about=bobs_late_answer, post={"bob": PAGE}, is_json=True),
}

EVIDENCE = {
    "evidence_index": Row(about=its_assessment, get={STATION: PAGE, OFFICIALS: FORBIDDEN}),
    "evidence_add": Row(
        about=lambda world: [world.assessment.pk, "S1"],
        get={STATION: PAGE, OFFICIALS: FORBIDDEN},
        post={STATION: TRY_AGAIN, OFFICIALS: FORBIDDEN},
    ),
    "evidence_add to submitted work": Row(
        about=lambda world: [world.assessment.pk, "S1"],
        after=submit,
        get={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN},
        post={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN},
    ),
    "evidence_upload": Row(
        about=lambda world: [world.assessment.pk, UPLOAD],
        get={STATION: PAGE, OFFICIALS: FORBIDDEN},
        post={STATION: 400, OFFICIALS: FORBIDDEN},
    ),
    "evidence_file": Row(about=bobs_file, after=bob_adds, get={STATION: PAGE}),
    "evidence_file of submitted work": Row(
        about=bobs_file, after=bob_adds_and_alice_submits, get={f"{STATION} {OFFICIALS}": PAGE}
    ),
    "evidence_remove": Row(about=bobs_file, after=bob_adds, get={STATION: PAGE}, post={STATION: ELSEWHERE}),
    "evidence_remove of alice's": Row(
        about=bobs_file,
        after=lambda world: attach(world.assessment, world.alice),
        get={"alice": PAGE, "bob": FORBIDDEN},
        post={"alice": ELSEWHERE, "bob": FORBIDDEN},
    ),
    "evidence_remove of submitted work": Row(
        about=bobs_file,
        after=bob_adds_and_alice_submits,
        get={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN},
        post={STATION: ELSEWHERE, OFFICIALS: FORBIDDEN},
    ),
}

OUTBOX = {
    "api_openapi": Row(get={EVERYBODY: PAGE}),
    # Everybody may ask; what each operation comes to is told in the answer, operation by operation.
    "api_operations": Row(post={EVERYBODY: TRY_AGAIN}, data={"operations": []}, is_json=True),
    "api_sheet": Row(about=its_assessment, get={STATION: PAGE, OFFICIALS: FORBIDDEN}),
}


def of_the_library(name, code=()):
    """Whatever was published is for everybody who is signed in, a draft for curators."""
    return {
        name: Row(
            about=lambda world: ["2027-1", *code],
            after=lambda world: make_edition("2027-1", models=1),
            get={EVERYBODY: PAGE},
        ),
        f"{name} of a draft": Row(
            about=lambda world: ["draft", *code],
            after=lambda world: make_edition("draft", models=1, published=False),
            get={"curator": PAGE},
        ),
    }


LIBRARY = (
    {"library_index": Row(get={EVERYBODY: PAGE})}
    | of_the_library("library")
    | of_the_library("library_print")
    | of_the_library("library_blank", ["zh-hans"])
    | of_the_library("library_sources")
    | of_the_library("library_factor", ["S1"])
    | of_the_library("library_countermeasure", ["C1"])
    | of_the_library("library_model", ["M1"])
)


def of_the_weights(name, *, expert=False, quadrant=(), **answers):
    """A draft's weights are for curators; those of a published edition may be looked at, but not here."""

    def about(code):
        return lambda world: [code, *([an_expert(code).pk] if expert else []), *quadrant]

    closed = {method: {EVERYBODY: FORBIDDEN} for method in answers}
    return {
        f"{name} of a draft": Row(
            about=about("draft"),
            after=lambda world: make_edition("draft", published=False),
            **{method: {"curator": answer} for method, answer in answers.items()},
        ),
        name: Row(about=lambda world: ["2026-1", *([1] if expert else []), *quadrant], **closed),
    }


def an_expert(code):
    return Edition.objects.get(code=code).experts.create(label="Expert 1")


WEIGHTS = (
    of_the_weights("weights", get=PAGE)
    | of_the_weights("weights_choose", get=ELSEWHERE, post=TRY_AGAIN)
    | of_the_weights("weights_direct", get=PAGE, post=ELSEWHERE)
    | of_the_weights("weights_expert_add", get=ELSEWHERE, post=TRY_AGAIN)
    | of_the_weights("weights_expert", expert=True, get=PAGE, post=TRY_AGAIN)
    | of_the_weights("weights_expert_remove", expert=True, get=PAGE, post=ELSEWHERE)
    | of_the_weights("weights_judge", expert=True, quadrant=["S"], get=PAGE, post=ELSEWHERE)
)

REGISTERS = {
    "registries": Row(get={"administrator": PAGE}),
    "registry_template": Row(about=lambda world: ["stations"], get={"administrator": PAGE}),
    "registry_compare": Row(about=lambda world: ["stations"], get=LED_BACK, post={"administrator": TRY_AGAIN}),
    "registry_apply": Row(about=lambda world: ["stations"], get=LED_BACK, post={"administrator": ELSEWHERE}),
    "registry_template of something else": Row(about=lambda world: ["cycles"], get={"nobody": MISSING}),
}

TABLE = (
    PUBLIC
    | OWN
    | PLACES
    | REPORT_BATCHES
    | RATING
    | REVIEW
    | RESULTS
    | OUT_OF_TURN
    | LATE
    | EVIDENCE
    | OUTBOX
    | LIBRARY
    | WEIGHTS
    | REGISTERS
)
