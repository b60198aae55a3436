"""What no Python file of the product may contain."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, dotted, imports, made_up, modules

LONGEST = 500
SIGN_IN_SIGNALS = {"user_logged_in", "user_logged_out", "user_login_failed"}
MODEL_SIGNALS = {
    *("pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")
}
TEST_SWITCHES = ("settings.TEST", "sys.argv")


def raw_sql(module: Module) -> Iterator[str]:
    """`.raw(` walks around the visibility gate."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "raw":
            yield module.at(node, "no .raw(): it walks around visible_to")


def row_locks(module: Module) -> Iterator[str]:
    """Compare-and-set instead of row locks, which SQLite ignores and Citus makes costly."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "select_for_update":
            yield module.at(node, "no select_for_update: use flow.advance or a conditional update")


def signals(module: Module) -> Iterator[str]:
    """No receivers between rooms; Django's sign-in signals excepted."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and dotted(decorator.func).endswith("receiver"):
                    names = {dotted(name).split(".")[-1] for name in decorator.args}
                    if not names or names - SIGN_IN_SIGNALS:
                        yield module.at(node, "no @receiver: call downwards, pull upwards")
        elif isinstance(node, ast.Attribute) and is_model_signal(node):
            yield module.at(node, "no model signals: call downwards, pull upwards")


def is_model_signal(node: ast.Attribute) -> bool:
    """Whether this is `post_save.connect` or one of its kin."""
    return node.attr == "connect" and dotted(node.value).split(".")[-1] in MODEL_SIGNALS


def overridden_saves(module: Module) -> Iterator[str]:
    """What happens on writing stands in an action."""
    for cls in ast.walk(module.tree):
        if isinstance(cls, ast.ClassDef):
            for node in cls.body:
                if isinstance(node, ast.FunctionDef) and node.name == "save":
                    yield module.at(node, "no overridden save(): write an action")


def generic_keys(module: Module) -> Iterator[str]:
    """Explicit foreign keys with an "exactly one" constraint instead."""
    for node, name in imports(module):
        if name.split(".")[-1] in {"GenericForeignKey", "GenericRelation"}:
            yield module.at(node, "no GenericForeignKey: explicit keys and a CheckConstraint")


def aware_code(module: Module) -> Iterator[str]:
    """The product does not know whether it is being tested."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node).startswith(TEST_SWITCHES):
            yield module.at(node, "no branch on the command line or on being tested")
        elif isinstance(node, ast.Constant) and node.value == "PYTEST_CURRENT_TEST":
            yield module.at(node, "no branch on being tested")
    for node, name in imports(module):
        if name.split(".")[0] in {"tests", "pytest", "factory", "hypothesis"}:
            yield module.at(node, "no imports of tests or their tools")


def naming(module: Module) -> Iterator[str]:
    """A module is named for the thing it holds."""
    if module.path.endswith(("/utils.py", "/helpers.py")) or "/utils/" in module.path:
        yield f"{module.path}:1: name the thing instead of utils"


def docstring(module: Module) -> Iterator[str]:
    """Every module says in one sentence what it is."""
    if module.text.strip() and not ast.get_docstring(module.tree):
        yield f"{module.path}:1: a module begins with a sentence that says what it is"


def length(module: Module) -> Iterator[str]:
    """Past 500 lines a file becomes a package of the same name, split by noun."""
    lines = module.text.count("\n")
    if lines > LONGEST:
        yield f"{module.path}:{LONGEST}: {lines} lines, make it a package split by noun"


MADE_UP = {
    raw_sql: "Case.objects.raw('SELECT 1')",
    row_locks: "Case.objects.select_for_update().get()",
    signals: "@receiver(post_save, sender=Case)\ndef notice(sender, **kwargs): ...",
    overridden_saves: "class Case(Model):\n    def save(self): ...",
    generic_keys: "from django.contrib.contenttypes.fields import GenericForeignKey",
    aware_code: "if 'test' in sys.argv: ...",
    docstring: "x = 1",
    length: "x = 1\n" * 501,
}
ACCEPTED = {
    signals: "@receiver(user_logged_in)\ndef note_sign_in(sender, **kwargs): ...",
    overridden_saves: "def save(): ...",
    aware_code: "from django.conf import settings\nsettings.TIME_ZONE",
    docstring: '"""One sentence."""\nx = 1',
    length: "x = 1\n" * 500,
}


@pytest.mark.parametrize("rule", [*MADE_UP, naming], ids=lambda rule: rule.__name__)
def test_source_obeys(rule):
    assert [found for module in modules("niudai") for found in rule(module)] == []


@pytest.mark.parametrize("rule", MADE_UP, ids=lambda rule: rule.__name__)
def test_source_rule_bites(rule):
    assert len(list(rule(made_up("niudai/work/actions.py", MADE_UP[rule])))) == 1


@pytest.mark.parametrize("rule", ACCEPTED, ids=lambda rule: rule.__name__)
def test_source_rule_spares(rule):
    assert list(rule(made_up("niudai/work/actions.py", ACCEPTED[rule]))) == []


@pytest.mark.parametrize(
    "code",
    [
        "@dispatch.receiver([post_save])\ndef f(): ...",
        "signals.post_save.connect(notice)",
        "@receiver(user_logged_in, post_save)\ndef f(): ...",
    ],
)
def test_signals_other_spellings_bite(code):
    assert len(list(signals(made_up("niudai/work/apps.py", code)))) == 1


@pytest.mark.parametrize(
    "code",
    ["settings.TESTING", "from tests.cast import Cast", "os.environ['PYTEST_CURRENT_TEST']"],
)
def test_switches_other_spellings_bite(code):
    assert len(list(aware_code(made_up("niudai/work/jobs.py", code)))) == 1


@pytest.mark.parametrize("path", ["niudai/base/utils.py", "niudai/base/utils/dates.py"])
def test_naming_bites(path):
    assert len(list(naming(Module(path, "")))) == 1


@pytest.mark.parametrize("rule", [length, docstring], ids=lambda rule: rule.__name__)
def test_tests_and_tools_obey(rule):
    found = [words for module in modules("tests", "bench") for words in rule(module)]
    assert found == []
