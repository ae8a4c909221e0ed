"""URLs of the domain, in the order of a table of contents."""

from django.urls import include, path, register_converter
from django.urls.converters import PathConverter

from stations.api import addresses
from stations.views import (
    assessments,
    blank_forms,
    check_ratings,
    consolidated,
    cycles,
    device,
    divisions,
    entry,
    evidence,
    evidence_uploads,
    health,
    home,
    judgements,
    late_operations,
    library,
    privacy,
    profile,
    ratings,
    registry,
    report_batches,
    reports,
    results,
    rollups,
    sheets,
    stations,
    verification,
    weights,
)


class CodeConverter(PathConverter):
    """An entry's code as its curator wrote it; with a null character PostgreSQL could not even be asked for it."""

    regex = r"[^\x00]+"


register_converter(CodeConverter, "code")

station_urls = [
    path("stations/<int:pk>/", stations.station, name="station"),
]

division_urls = [
    path("divisions/<int:pk>/", divisions.division, name="division"),
    path("divisions/<int:pk>/cycles/", rollups.division_cycles, name="division_cycles"),
    path("divisions/<int:pk>/overview.xlsx", rollups.division_xlsx, name="division_xlsx"),
    path(
        "divisions/<int:pk>/cycles/<int:cycle>/report/<str:language>.pdf",
        consolidated.consolidated_report,
        name="consolidated_report",
    ),
    path("divisions/<int:pk>/open-cycle/", cycles.cycle_open, name="cycle_open"),
    path("divisions/<int:pk>/reports/", report_batches.reports_order, name="reports_order"),
    path("report-batches/<int:pk>/", report_batches.report_batch, name="report_batch"),
    path("report-batches/<int:pk>/reports.zip", report_batches.report_batch_file, name="report_batch_file"),
    path("report-batches/<int:pk>/cancel/", report_batches.report_batch_cancel, name="report_batch_cancel"),
    path("report-batches/<int:pk>/retry/", report_batches.report_batch_retry, name="report_batch_retry"),
]

assessment_urls = [
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/rate/<str:quadrant>/", ratings.rate_section, name="rate_section"),
    path("assessments/<int:pk>/enter/", entry.enter, name="sheet_enter"),
    path("assessments/<int:pk>/blank/<str:language>.pdf", blank_forms.assessment_blank, name="assessment_blank"),
    path("assessments/<int:pk>/check/", sheets.sheet_check, name="sheet_check"),
    path("assessments/<int:pk>/declare/", sheets.sheet_declare, name="sheet_declare"),
    path("assessments/<int:pk>/submit/", assessments.submit, name="assessment_submit"),
    path("assessments/<int:pk>/withdraw/", assessments.withdraw, name="assessment_withdraw"),
    path("assessments/<int:pk>/start-review/", assessments.start_review, name="review_start"),
    path("assessments/<int:pk>/check-ratings/", check_ratings.check_ratings, name="check_ratings"),
    path("assessments/<int:pk>/approve/", assessments.approve, name="review_approve"),
    path("assessments/<int:pk>/return/", assessments.return_for_revision, name="review_return"),
    path("assessments/<int:pk>/reopen/", assessments.reopen, name="review_reopen"),
    path("assessments/<int:pk>/result/", results.result, name="result"),
    path("assessments/<int:pk>/result.json", results.result_json, name="result_json"),
    path("assessments/<int:pk>/result.xlsx", results.result_xlsx, name="result_xlsx"),
    path("assessments/<int:pk>/report/<str:language>.pdf", reports.report, name="report"),
]

evidence_urls = [
    path("assessments/<int:pk>/evidence/", evidence.evidence_index, name="evidence_index"),
    path("assessments/<int:pk>/evidence/<code:code>/", evidence.evidence_add, name="evidence_add"),
    path("assessments/<int:pk>/uploads/<uuid:upload>/", evidence_uploads.evidence_upload, name="evidence_upload"),
    path("evidence/<int:pk>/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence_remove"),
]

late_operation_urls = [
    path("late-operations/<uuid:operation_id>/apply/", late_operations.late_apply, name="late_apply"),
    path("late-operations/<uuid:operation_id>/discard/", late_operations.late_discard, name="late_discard"),
]

library_urls = [
    path("library/", library.library_index, name="library_index"),
    path("library/<slug:edition>/", library.library, name="library"),
    path("library/<slug:edition>/print/", library.library_print, name="library_print"),
    path("library/<slug:edition>/blank/<str:language>.pdf", blank_forms.library_blank, name="library_blank"),
    path("library/<slug:edition>/sources/", library.library_sources, name="library_sources"),
    path("library/<slug:edition>/factors/<code:code>/", library.library_factor, name="library_factor"),
    path(
        "library/<slug:edition>/countermeasures/<code:code>/",
        library.library_countermeasure,
        name="library_countermeasure",
    ),
    path("library/<slug:edition>/models/<code:code>/", library.library_model, name="library_model"),
]

weights_urls = [
    path("library/<slug:edition>/weights/", weights.weights, name="weights"),
    path("library/<slug:edition>/weights/choose/", weights.weights_choose, name="weights_choose"),
    path("library/<slug:edition>/weights/direct/", weights.weights_direct, name="weights_direct"),
    path("library/<slug:edition>/weights/experts/add/", weights.weights_expert_add, name="weights_expert_add"),
    path("library/<slug:edition>/weights/experts/<int:pk>/", judgements.weights_expert, name="weights_expert"),
    path(
        "library/<slug:edition>/weights/experts/<int:pk>/remove/",
        judgements.weights_expert_remove,
        name="weights_expert_remove",
    ),
    path(
        "library/<slug:edition>/weights/experts/<int:pk>/<str:quadrant>/",
        judgements.weights_judge,
        name="weights_judge",
    ),
]

verification_urls = [
    path("verify/", verification.verify, name="verify"),
    path("verify/file/", verification.verify_file, name="verify_file"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
]

registry_urls = [
    path("registers/", registry.registries, name="registries"),
    path("registers/<str:name>/template.xlsx", registry.registry_template, name="registry_template"),
    path("registers/<str:name>/compare/", registry.registry_compare, name="registry_compare"),
    path("registers/<str:name>/apply/", registry.registry_apply, name="registry_apply"),
]

urlpatterns = [
    # First, for every tap goes there, and a URL is looked for in this order.
    path("api/", include(addresses)),
    path("", home.home, name="home"),
    path("profile/", profile.profile, name="profile"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("healthz", health.healthz, name="healthz"),
    path("service-worker.js", device.service_worker, name="service_worker"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
    *station_urls,
    *division_urls,
    *assessment_urls,
    *evidence_urls,
    *late_operation_urls,
    *library_urls,
    *weights_urls,
    *verification_urls,
    *registry_urls,
]
