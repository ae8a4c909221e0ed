"""README.md's table of settings and the variables that are read are the same."""

import ast
import re

from tests.house.sources import ROOT, python_files, text_of, tree_of

READERS = {"address", "text", "boolean", "integer", "choice", "words", "origins", "secret"}
# The command reads these itself, before there is a Django.
LAUNCHER = {"HOST", "PORT"}
OURS = ("stations", "swot_app")
ROW = re.compile(r"^\|\s*`([A-Z][A-Z0-9_]+)`\s*\|", re.MULTILINE)


def test_readme_describes_every_setting_and_no_other():
    assert sorted(described()) == sorted(read() | LAUNCHER)


def described():
    return set(ROW.findall(text_of(ROOT / "README.md")))


def read():
    """The variables that anything asks swot_app.env for; a secret can also come from a file."""
    calls = [call for path in python_files() if path.relative_to(ROOT).parts[0] in OURS for call in env_calls(path)]
    names = {call.args[0].value for call in calls}
    return names | {f"{call.args[0].value}_FILE" for call in calls if call.func.attr == "secret"}


def env_calls(path):
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    methods = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in READERS]
    return [call for call in methods if getattr(call.func.value, "id", "") == "env"]


def test_launcher_reads_its_two_variables():
    source = text_of(ROOT / "bin/launcher/address.py")

    assert {name for name in LAUNCHER if f'os.environ.get("{name}"' in source} == LAUNCHER


def test_settings_are_read_in_one_place():
    strays = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in OURS
        and path.name not in {"env.py", "wsgi.py", "asgi.py"}
        and re.search(r"os\.(environ|getenv)", text_of(path))
    ]

    assert strays == []
