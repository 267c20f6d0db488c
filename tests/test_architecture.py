"""The rules of the house (docs/architecture.md): stairs go down only, and strangers stay strangers."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CELLAR = {"errors", "thai", "roles"}
ROOMS = {"store", "reports", "voice", "exchange"}

# Room or door -> what of ours it may import. A room may always import itself.
OURS: dict[str, set[str]] = {
    "errors": set(),
    "thai": {"errors"},
    "roles": {"errors"},
    "levels": {"errors"},
    "assess": {"levels", "errors"},
    "store": {"levels", "assess", "roles", "thai", "errors"},
    "reports": {"levels", "assess", "thai", "errors"},
    "voice": {"levels", "errors"},
    "exchange": {"levels", "assess", "thai", "errors"},
    "services": {"levels", "assess"} | ROOMS | CELLAR,
    "web": {"services", "levels", "assess"} | CELLAR,
    "jobs": {"services", "errors", "web.extensions"},
    "cli": {"services", "levels", "assess", "errors", "roles", "web.extensions", "server", "starting"},
    "starting": {"services", "errors", "roles", "web.extensions"},
    "app": {"web", "jobs", "static_files"},
    "static_files": set(),
    "server": {"app", "errors"},
}
ALLOWED_HERE_ONLY = {"web/extensions.py": {"store"}}

PURE = {"flask", "sqlalchemy", "pandas", "matplotlib", "gtts"}
KEPT_OUT: dict[str, set[str]] = {
    "levels": PURE,
    "assess": PURE,
    "store": {"flask", "pandas", "matplotlib", "gtts"},
    "reports": {"flask", "sqlalchemy", "gtts"},
    "voice": {"flask", "sqlalchemy", "pandas"},
    "exchange": {"flask", "sqlalchemy", "gtts"},
    "services": {"flask", "matplotlib", "gtts"},
    "web": {"pandas", "matplotlib", "gtts"},
}
ONLY_THE_STANDARD_LIBRARY = CELLAR


def modules() -> list[Path]:
    """Return every file of ours below `phonics/`, relative to it."""
    return sorted(path.relative_to(ROOT / "phonics") for path in (ROOT / "phonics").rglob("*.py"))


def room_of(module: Path) -> str:
    return module.parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """Yield the dotted names a file imports, wherever in it; `from a import b` counts as `a.b`."""
    for node in ast.walk(ast.parse((ROOT / "phonics" / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(module: Path) -> set[str]:
    return {name.removeprefix("phonics.") for name in imports(module) if name.split(".")[0] == "phonics"}


def theirs(module: Path) -> set[str]:
    tops = {name.split(".")[0].lower() for name in imports(module)}
    tops |= {"flask" for top in tops if top.startswith("flask") or top == "apiflask"}
    return tops - {"phonics"} - set(sys.stdlib_module_names)


def test_every_file_lives_in_a_known_room() -> None:
    assert {room_of(module) for module in modules()} - {"__init__"} == set(OURS)


@pytest.mark.parametrize("module", modules(), ids=str)
def test_stairs_go_down_only(module: Path) -> None:
    room = room_of(module)
    allowed = OURS.get(room, set()) | ALLOWED_HERE_ONLY.get(module.as_posix(), set()) | {room}
    up = {name for name in ours(module) if not any(name == one or name.startswith(f"{one}.") for one in allowed)}
    assert not up, f"phonics/{module} may not import {sorted(up)}"


@pytest.mark.parametrize("module", modules(), ids=str)
def test_a_room_keeps_out_what_it_must_not_know(module: Path) -> None:
    room, used = room_of(module), theirs(module)
    kept_out = used if room in ONLY_THE_STANDARD_LIBRARY else used & KEPT_OUT.get(room, set())
    assert not kept_out, f"phonics/{module} may not import {sorted(kept_out)}"


def _defined(module: Path) -> set[str]:
    """Return the names that a file makes itself, not those it only brings in."""
    found: set[str] = set()
    for node in ast.parse((ROOT / "phonics" / module).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return found


def test_no_service_is_a_window_in_the_wall() -> None:
    """What a door takes from a service is the service's own: nobody reaches a room through it."""
    own = {module.stem: _defined(module) for module in modules() if module.parts[0] == "services"}
    strays = []
    for module in modules():
        for name in ours(module) if room_of(module) != "services" else set():
            room, _, rest = name.partition(".")
            service, _, taken = rest.partition(".")
            if room == "services" and taken and taken not in own[service]:
                strays.append(f"{module} takes {taken} from services.{service}")
    assert not strays


def test_the_package_itself_wakes_nothing() -> None:
    for module in modules():
        if module.name == "__init__.py" and module.parent == Path():
            assert not list(imports(module))


def test_nobody_imports_the_street() -> None:
    strays = {
        str(module) for module in modules() if {"config", "wsgi", "manage"} & {n.split(".")[0] for n in imports(module)}
    }
    assert not strays


def test_no_import_goes_in_a_circle() -> None:
    known = {".".join(module.with_suffix("").parts).removesuffix(".__init__"): module for module in modules()}
    leads_to = {
        name: {_module(target, known) for target in ours(module)} - {"", name} for name, module in known.items()
    }
    circles = [path for name in leads_to for path in _circles(name, leads_to, (name,))]
    assert not circles, " → ".join(circles[0])


def _module(target: str, known: dict[str, Path]) -> str:
    """Return the module a name lies in: `assess.marks.Mark` -> `assess.marks`; packages do not count."""
    while target and (target not in known or known[target].name == "__init__.py"):
        target = target.rpartition(".")[0]
    return target


def _circles(start: str, leads_to: dict[str, set[str]], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    seen, waiting = {start}, [path]
    while waiting:
        here = waiting.pop()
        for target in leads_to[here[-1]]:
            if target == start:
                yield (*here, start)
            elif target not in seen:
                seen.add(target)
                waiting.append((*here, target))


def test_the_ground_floor_wakes_neither_flask_nor_sqlalchemy() -> None:
    code = "import sys, phonics.assess.promotion; print(*{'flask', 'sqlalchemy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


def test_only_the_configuration_reads_the_environment() -> None:
    readers = set()
    for path in [ROOT / "config.py", ROOT / "wsgi.py", ROOT / "manage.py", *(ROOT / "phonics" / m for m in modules())]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            told = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
            if {named, *told} & {"environ", "environb", "getenv", "getenvb"}:
                readers.add(path.relative_to(ROOT).as_posix())
    assert readers == {"config.py"}


def test_charts_never_touch_pyplot() -> None:
    assert not {str(module) for module in modules() if any("pyplot" in name for name in imports(module))}
