"""The package stands on its own: no Django, no clock, no settings, no network."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from stations import scoring

PACKAGE = Path(scoring.__file__).parent
ALLOWED = {"numpy", "scipy", "krippendorff", "stations"}
FORBIDDEN = {"datetime", "time", "os", "random", "secrets", "uuid", "socket", "urllib", "gettext", "locale", "logging"}

BLOCKED = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "django":
            raise ImportError(name)

sys.meta_path.insert(0, Blocker())
from stations.scoring import Answer, Factor, Panel, Sheet, score
answers = {code: Answer(kind="degree", degree=3) for code in ("S1", "W1", "O1", "T1")}
factors = [Factor(code=code, quadrant=code[0]) for code in answers]
sheets = [Sheet(rater=rater, answers=answers) for rater in ("R1", "R2")]
print(score(Panel(factors=factors, countermeasures=[], sheets=sheets)).strength.coefficient)
print("django" in sys.modules)
"""


def test_scores_without_django():
    root = PACKAGE.parent.parent

    done = subprocess.run([sys.executable, "-c", BLOCKED], cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["0.5", "False"]


@pytest.mark.parametrize("module", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_imports_only_arithmetic(module):
    tree = ast.parse(module.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    tops = {name.split(".")[0] for name in imported}

    assert tops - set(sys.stdlib_module_names) <= ALLOWED
    assert not tops & FORBIDDEN
    assert {name for name in imported if name.startswith("stations")} <= {
        name for name in imported if name.startswith("stations.scoring")
    }
    assert {name for name in imported if name.startswith("scipy")} <= {"scipy.special"}
