from django.urls import path

from samhandling.demo import views

app_name = "demo"

urlpatterns = [path("", views.parts, name="parts")]
