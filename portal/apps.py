"""Django's entry to this app."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.forms import Field

from core import menu


class PortalConfig(AppConfig):
    """Cổng."""

    name = "portal"
    verbose_name = "Cổng"

    def ready(self) -> None:
        Field.default_error_messages["required"] = "Mục này chưa nhập."  # Django's own word for it is stiff
        menu.register(menu.MenuItem("Công việc", "Việc của tôi", "role_home", "inbox", codename="", order=0))
        # The models are not loaded before ready().
        from portal import desk, findable, law_desk, law_findable

        desk.register()
        findable.register()
        law_desk.register()
        law_findable.register()


class BuiltStaticFilesConfig(StaticFilesConfig):
    """Collects what browsers load; the sources it is built from name files that only the build finds."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "src"]
