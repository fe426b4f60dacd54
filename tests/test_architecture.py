"""What import-linter cannot see: doors, foreign keys, tenants, the clock, and who may write."""

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from samhandling.config.api import api

PROJECT = Path(__file__).parents[1]
HOUSE = PROJECT / "samhandling"
SOURCES = sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
OPEN_ROOMS = {"lib", "core", "ui", "accounts"}
DOORS = {"selectors", "services", "permissions", "domain", "enums"}
# The pages of reading files in, which every room has alike: docs/howto/read-files-in.md.
SHARED_PAGES = (
    ["samhandling", "organisations", "views", "imports"],
    ["samhandling", "organisations", "views", "inviting"],
)
# To choose a person or an organisation by searching: the same in every form.
SHARED_FIELDS = (
    ["samhandling", "organisations", "forms", "choices"],
    ["samhandling", "forums", "forms", "choices"],
)
FLOORS = next(
    contract["layers"]
    for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    if contract["name"].startswith("Rooms")
)
DEPTH = {room.strip(): level for level, floor in enumerate(FLOORS) for room in floor.split("|")}
ROOMS = sorted(DEPTH)
# National or shipped rows belong to every collaboration and to none.
SHARED = {"organisations.Organisation", "organisations.Population", "forums.ForumType"}
# How somebody wishes to be told is the same wherever they work.
OF_A_USER = {"notices.NoticeWish"}
# Those who write before they have logged in: a language, an invitation, a demo log-in, the way to an organisation's
# log-in and back, which keeps nothing until its answer is proved. The style page keeps nothing.
WRITES = re.compile(r"\.(POST|FILES|body)\b|require_POST|require_http_methods")
PUBLIC_WRITERS = {
    "account_organisation",
    "accounts:invitation",
    "accounts:language",
    "demo:parts",
    "notices:unsubscribe",  # by the signed address in a mail: it can stop that reader's mail, and nothing else
    "saml_acs",
    "saml_finish_acs",
    "ui:style_form",
    "ui:style_many",
}


def place(path: Path) -> tuple[str, str]:
    """The room and the shelf that a file belongs to: forums/services/seats.py is ("forums", "services")."""
    room, shelf = [*path.relative_to(HOUSE).with_suffix("").parts, ""][:2]
    return room, shelf


def on_shelves(*shelves: str) -> Iterator[tuple[str, ast.Module]]:
    """Name and tree of every file on these shelves of the trade's own rooms."""
    for path, tree in TREES.items():
        room, shelf = place(path)
        if shelf in shelves and room not in {"lib", "core", "ui"}:
            yield path.relative_to(HOUSE).as_posix(), tree


def imports_at_runtime(tree: ast.AST) -> Iterator[list[str]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".")
            # `from samhandling.forums import services` enters the same door as the longer way of writing it.
            yield from ([*module, alias.name] for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            yield from imports_at_runtime(node)


def entries() -> Iterator[tuple[Path, str, str, str]]:
    """Every step from one room into another: (file, shelf, other room, door)."""
    for path, tree in TREES.items():
        room, shelf = place(path)
        for module in imports_at_runtime(tree):
            package, other, door = [*module, "", ""][:3]
            if module[:4] in SHARED_PAGES and shelf in {"views", "urls"}:
                continue
            if module[:4] in SHARED_FIELDS and shelf == "forms":
                continue
            if package == "samhandling" and other in ROOMS and other not in OPEN_ROOMS | {room} and room != "config":
                yield path.relative_to(HOUSE), shelf, other, door


def test_other_rooms_are_entered_through_their_doors():
    assert [
        f"{file} enters {other}.{door}"
        for file, shelf, other, door in entries()
        if door not in DOORS and not (door == "models" and shelf in {"models", "selectors", "history"})
    ] == []


def foreign_keys() -> Iterator[tuple[type[models.Model], Any, type[models.Model]]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and isinstance(field.related_model, type):
                yield model, field, field.related_model


def test_foreign_keys_point_downwards():
    """The user is the exception: Django's settings name it, so no room needs to know where it lives."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    assert [
        f"{here._meta.label}.{field.name} climbs to {there._meta.label}"
        for here, field, there in foreign_keys()
        if there is not user
        if {here._meta.app_label, there._meta.app_label} <= DEPTH.keys()
        and here._meta.app_label != there._meta.app_label
        if DEPTH[there._meta.app_label] <= DEPTH[here._meta.app_label]
    ] == []


def test_every_row_of_the_trade_belongs_to_a_collaboration():
    """From every table above the accounts a chain of required foreign keys leads to one collaboration."""
    collaboration = apps.get_model("organisations.Collaboration")
    reached = {collaboration}
    required = [(here, there) for here, field, there in foreign_keys() if not field.null and not field.many_to_many]
    for _step in required:
        reached |= {here for here, there in required if there in reached}
    assert {
        model._meta.label
        for model in apps.get_models()
        if DEPTH.get(model._meta.app_label, 99) <= DEPTH["organisations"] and model not in reached
    } == SHARED | OF_A_USER


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for(room):
    assert ast.get_docstring(TREES[HOUSE / room / "__init__.py"])


def test_no_file_has_a_name_that_says_nothing():
    empty_words = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "manager", "managers"}
    assert [path.relative_to(HOUSE).as_posix() for path in SOURCES if path.stem in empty_words] == []


def test_no_file_is_empty():
    """Python wants an `__init__.py` in a package; every other file has something in it."""
    assert [
        path.relative_to(HOUSE).as_posix()
        for path, tree in TREES.items()
        if path.name != "__init__.py" and not tree.body
    ] == []


def test_nobody_listens_to_signals():
    """What serves requests sends one of Django's own, as Django's handlers do."""
    assert [
        path.relative_to(HOUSE).as_posix()
        for path, tree in TREES.items()
        for module in imports_at_runtime(tree)
        if module[:2] == ["django", "dispatch"]
        or (module[0] == "django" and "signals" in module and connects_something(tree))
    ] == []


def connects_something(tree):
    return any(isinstance(node, ast.Attribute) and node.attr == "connect" for node in ast.walk(tree))


def test_models_fit_both_databases():
    assert [
        path.relative_to(HOUSE).as_posix()
        for path, tree in TREES.items()
        for module in imports_at_runtime(tree)
        if module[:3] == ["django", "contrib", "postgres"]
    ] == []


def test_views_and_tags_ask_selectors_and_services():
    assert [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, tree in on_shelves("views", "templatetags", "api", "slots", "history")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "save", "delete"}
    ] == []


def test_forms_parse_and_never_save():
    assert [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, tree in on_shelves("forms", "views")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "save"
    ] == []


def test_the_clock_is_read_in_views_and_commands_only():
    clocks = {"timezone.now()", "timezone.localdate()", "timezone.localtime()", "date.today()", "datetime.now()"}
    assert [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, tree in on_shelves("models", "domain", "permissions", "selectors", "services", "forms", "enums")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node) in clocks
    ] == []


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def only_passes_on(function: ast.FunctionDef) -> bool:
    """A body of one call, after the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return len(body) == 1 and isinstance(body[0], ast.Return) and isinstance(body[0].value, ast.Call)


def test_a_service_names_its_arguments_and_is_one_transaction():
    """`sign_agreement(actor=…, agreement=…)`: keyword-only, the actor first, all or nothing."""
    assert [
        f"{name}:{function.lineno} {function.name}"
        for name, tree in on_shelves("services")
        for function in public_functions(tree)
        if "actor" in {argument.arg for argument in function.args.kwonlyargs}
        if not only_passes_on(function)
        if function.args.args
        or function.args.kwonlyargs[0].arg != "actor"
        or "transaction.atomic" not in {ast.unparse(decorator) for decorator in function.decorator_list}
    ] == []


def our_views() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every url name that leads to code of ours, with its view."""

    def walk(resolver: URLResolver, names: tuple[str, ...]) -> Iterator[tuple[str, Callable[..., object]]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, (*names, *filter(None, [entry.namespace])))
            elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("samhandling."):
                yield ":".join([*names, entry.name or "?"]), entry.callback

    return walk(get_resolver(), ())


def asks_for_log_in(view: Callable[..., object]) -> bool:
    """`login_required` leaves this mark, and every decorator around it keeps the mark."""
    return hasattr(view, "login_url")


def test_a_view_for_users_asks_for_a_log_in():
    assert [
        name
        for name, view in our_views()
        if "UserRequest" in str(next(iter(inspect.get_annotations(inspect.unwrap(view)).values()), ""))
        if not asks_for_log_in(view)
    ] == []


def test_whoever_has_not_logged_in_can_only_read():
    """The list of exceptions is short, and each of them guards itself."""
    assert {
        name
        for name, view in our_views()
        if not asks_for_log_in(view)
        if re.search(
            r"\.(POST|FILES|body)\b|require_POST|require_http_methods", inspect.getsource(inspect.unwrap(view))
        )
    } <= PUBLIC_WRITERS


def test_an_operation_that_writes_asks_for_a_token():
    """The API knows no cookies: who has sent no token may only read."""
    operations = [
        (f"{method} {path}", operation["security"])
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    ]
    assert len(operations) > 20
    assert [name for name, who in operations if name[:4] != "get " and who != [{"TokenAuth": []}]] == []


def test_rooms_mount_their_operations_by_the_router_of_the_house():
    """ninja's own would mount them without scope, transaction and declared refusals."""
    assert [
        f"{name} imports {'.'.join(module)}"
        for name, tree in on_shelves("api")
        for module in imports_at_runtime(tree)
        if module[0] == "ninja" and module != ["ninja", "Query"]
    ] == []


def test_every_address_has_a_name():
    assert [name for name, _view in our_views() if name.endswith("?")] == []


def test_an_exception_to_the_rules_gives_its_reason():
    """`# noqa: X` and `# type: ignore[x]` are followed by why."""
    bare = re.compile(r"# noqa(?!: ?[A-Z0-9, ]+ {2}# \w|: ?[A-Z0-9, ]+ - \w)|# type: ignore(?!\[[\w, -]+\] {2}# \w)")
    assert [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in [*SOURCES, *PROJECT.glob("scripts/*.py"), *PROJECT.glob("tests/**/*.py")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if path != Path(__file__) and bare.search(line)
    ] == []


def test_templates_need_nothing_that_the_content_security_policy_forbids():
    """No script, style or event handler inside a page: each would silently not work. What holds data is no script."""
    forbidden = re.compile(
        r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))|<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:",
        re.IGNORECASE,
    )
    assert [
        f"{path.relative_to(HOUSE)}: {found.group()}"
        for path in TEMPLATES
        for found in forbidden.finditer(path.read_text(encoding="utf-8"))
    ] == []


A_ROWS_NUMBER = re.compile(r"\{\{[^}|]*(?:\.pk|answer\.value|chosen\.value) *\}\}")


def test_no_template_writes_the_number_of_a_row_as_people_write_numbers():
    """“1 234” in an attribute finds no row: `|stringformat:"s"` writes it as it is."""
    assert [
        f"{path.relative_to(HOUSE)}: {found}"
        for path in TEMPLATES
        for found in re.findall(
            r"\{\{[^}|]*(?:\.pk|answer\.value|chosen\.value) *\}\}", path.read_text(encoding="utf-8")
        )
    ] == []


def test_no_line_of_a_template_is_longer_than_one_reads():
    assert [
        f"{path.relative_to(HOUSE)}:{number}: {len(line)}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 160
    ] == []
