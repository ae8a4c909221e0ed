"""The first page after signing in: the person's station, division or desk."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stations.models import Division, Station
from stations.views.own import PersonRequest


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """A worker's first page is the station; an official's the division; whoever has several chooses."""
    stations = list(Station.objects.of_member(request.user).with_place())
    divisions = list(Division.objects.roots_of(request.user).with_parents())
    if len(stations) + len(divisions) == 1:
        return redirect("station", stations[0].pk) if stations else redirect("division", divisions[0].pk)
    if not stations and not divisions and request.user.is_staff:
        return redirect("admin:index")
    return render(request, "stations/home.html", {"stations": stations, "divisions": divisions})
