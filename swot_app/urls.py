"""The project's URLs: the domain's, the accounts' and Django's admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("account/", include("swot_app.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("stations.urls")),
]

handler400 = "stations.views.errors.bad_request"
handler403 = "stations.views.errors.permission_denied"
handler404 = "stations.views.errors.page_not_found"
handler500 = "stations.views.errors.server_error"
