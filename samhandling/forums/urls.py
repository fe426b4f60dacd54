from django.urls import URLPattern, URLResolver, path

from samhandling.forums.views import chart

app_name = "forums"
urlpatterns: list[URLPattern | URLResolver] = [
    path("forum/organisationsschema/", chart.chart, name="chart"),
    path("forum/organisationsschema.svg", chart.chart_svg, name="chart_svg"),
]
