"""Changes of code made on purpose, one at a time, that some test should notice.

The kinds are those of the field (Offutt et al. 1996; mutmut and cosmic-ray use the like): another
comparison, another connective, a condition turned round, a number off by one, a statement left out.
Words are left alone: catalogues and cases hold them.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
# What a declaration says to a tool, not what the program does.
_DECLARED = frozenset({"dataclass", "field", "TypeVar", "ParamSpec"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: which characters of a module are replaced by what."""

    module: str
    line: int
    # The lines of its statement up to its own end: which of them counts as run is up to Python.
    lines: range
    start: int
    end: int
    new: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """What tells it from others, also when lines above it change."""
        return f"{self.module}: {self.before} -> {self.after}"

    def applied_to(self, source: bytes) -> bytes:
        """The module with the change."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def mutants_of(root: Path, path: Path) -> list[Mutant]:
    """All the mutants of a module, in the order of the text."""
    source = path.read_bytes()
    module = str(path.relative_to(root))
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node, statement, new in _walk(ast.parse(source), 1):
        start = starts[node.lineno - 1] + node.col_offset
        last_line = node.end_lineno or node.lineno
        end = starts[last_line - 1] + (node.end_col_offset or 0)
        first, last = source.rfind(b"\n", 0, start) + 1, source.find(b"\n", end)
        mutant = Mutant(
            module=module,
            line=node.lineno,
            lines=range(statement, last_line + 1),
            start=start,
            end=end,
            new=new,
            before=_one_line(source[first:last]),
            after=_one_line(source[first:start] + new.encode() + source[end:last]),
        )
        found.append(mutant)
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end, mutant.new))


Place = ast.expr | ast.stmt


def _walk(node: ast.AST, statement: int) -> Iterator[tuple[Place, int, str]]:
    """Each node that can be replaced, the line its statement begins at, and what replaces it."""
    statement = node.lineno if isinstance(node, ast.stmt) else statement
    yield from ((place, statement, new) for place, new in _changes(node))
    # Within an f-string Python 3.11 does not know where things stand.
    is_declared = isinstance(node, ast.Call) and _called(node) in _DECLARED
    if is_declared or isinstance(node, ast.JoinedStr):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_told(child):
                yield from _walk(child, statement)


def _changes(node: ast.AST) -> Iterator[tuple[Place, str]]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _COMPARED:
            yield node, _wrapped(_with(node, ops=[_COMPARED[type(operator)]()]))
        case ast.BoolOp(op=operator):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield node, _wrapped(_with(node, op=other))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, _wrapped(operand)
        case ast.BinOp(op=operator) if type(operator) in _COUNTED:
            yield node, _wrapped(_with(node, op=_COUNTED[type(operator)]()))
        case ast.Constant(value=bool(value)):
            yield node, str(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield node, repr(value + 1)
        case ast.Name(id=name) if name in _NAMES and isinstance(node.ctx, ast.Load):
            yield node, _NAMES[name]
        case ast.IfExp(test=test) | ast.If(test=test) | ast.While(test=test):
            if not isinstance(test, ast.Compare | ast.UnaryOp | ast.Constant):
                yield test, f"(not ({ast.unparse(test)}))"
        case ast.comprehension(ifs=tests):
            yield from ((test, "True") for test in tests)
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield value, "None"
        case ast.Raise() | ast.AugAssign() | ast.Continue() | ast.Break():
            yield node, "pass"
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield node, "pass"
        case ast.keyword(value=ast.Name() | ast.Attribute() as value):
            yield value, "None"


def _with(node: Place, **fields: object) -> ast.AST:
    values = dict(ast.iter_fields(node)) | fields
    return ast.copy_location(type(node)(**values), node)


def _wrapped(node: ast.AST) -> str:
    return f"({ast.unparse(node)})"


def _is_told(node: ast.AST) -> bool:
    """Whether it only tells the log, or is a docstring."""
    if not isinstance(node, ast.Expr):
        return False
    value = node.value
    is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return is_text or (isinstance(value, ast.Call) and ast.unparse(value.func).startswith("log."))


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _one_line(written: bytes) -> str:
    return " ".join(written.decode().split())
