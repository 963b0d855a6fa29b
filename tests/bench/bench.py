"""How fast is ropa? Whole processes, beside their peers, as ratios of one run.

Each pair is run in turn, A B A B, and the median of the paired ratios counts, because machines
drift. Prints the goals and what was measured; exits 1 where a goal is missed.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from editing import edited
from generator import HEAD, alike, changed, crowded, gaps, register

HERE = Path(__file__).parent
PYTHON = sys.executable
ROPA = [PYTHON, "-m", "ropa"]
NOOP = [PYTHON, str(HERE / "noop.py"), "validate", "x"]
EVENTS = [PYTHON, str(HERE / "events.py")]
WORKBOOK = [PYTHON, str(HERE / "workbook.py")]


@dataclass(frozen=True)
class Run:
    """A command's time in seconds and its peak memory in MB."""

    seconds: float
    megabytes: float


def run(command: list[str]) -> Run:
    """Run a command to its end; findings are no failure."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exited {process.returncode}: {said.decode()}")
    return Run(seconds, usage.ru_maxrss / 1024)


def pairs(first: list[str], second: list[str], rounds: int) -> tuple[float, float, float]:
    """The median of time(first) / time(second), and the median times of both."""
    run(first), run(second)  # warm up
    ones, others = [], []
    for _ in range(rounds):
        ones.append(run(first).seconds)
        others.append(run(second).seconds)
    ratio = statistics.median(a / b for a, b in zip(ones, others, strict=True))
    return ratio, statistics.median(ones), statistics.median(others)


def told(command: list[str]) -> float:
    """The seconds that a command prints: those of its work, without what it reads first."""
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def told_pairs(first: list[str], second: list[str], rounds: int) -> tuple[float, float, float]:
    """As `pairs`, by the seconds that the commands print."""
    told(first), told(second)  # warm up
    both = [(told(first), told(second)) for _ in range(rounds)]
    ones, others = zip(*both, strict=True)
    return (
        statistics.median(a / b for a, b in both),
        statistics.median(ones),
        statistics.median(others),
    )


class Bench:
    """The goals, one line each."""

    def __init__(self, folder: Path, peers: str, quick: bool) -> None:
        self.folder = folder
        self.peers = peers
        self.rounds = 3 if quick else 7
        self.missed = 0
        self.files = {n: self._write(f"r{n}", register(n)) for n in (20, 1000, 10000)}
        self.other = self._write("other", changed(register(10000)))
        self.schema = folder / "ropa.schema.json"
        self.schema.write_bytes(
            subprocess.run([*ROPA, "schema"], capture_output=True, check=True).stdout
        )

    def _write(self, name: str, text: str) -> str:
        path = self.folder / f"{name}.ropa.yaml"
        path.write_text(text, "utf-8")
        return str(path)

    def goal(
        self, what: str, value: float, limit: float, *, least: bool = False, unit: str = "x"
    ) -> None:
        """Print one goal and whether it is met."""
        met = value >= limit if least else value <= limit
        self.missed += not met
        bound = "at least" if least else "at most"
        sys.stdout.write(
            f"{'ok    ' if met else 'MISSED'}  {what:<66} {value:7.2f}{unit}  ({bound} {limit:g}{unit})\n"
        )
        sys.stdout.flush()

    def note(self, what: str, figures: str) -> None:
        """Print a figure that has no goal."""
        sys.stdout.write(f"        {what:<66} {figures}\n")
        sys.stdout.flush()

    def validate(self) -> None:
        """`validate` beside its peers and the floors below it."""
        twenty, thousand, many = (self.files[n] for n in (20, 1000, 10000))
        ratio, mine, floor = pairs([*ROPA, "validate", twenty], NOOP, 3 * self.rounds)
        self.goal("validate 20 / a Typer program that does nothing", ratio, 1.3)
        self.note(
            "validate 20; a Typer program that does nothing",
            f"{mine * 1000:.0f} ms; {floor * 1000:.0f} ms",
        )
        ratio, mine, floor = pairs(
            [*ROPA, "validate", thousand], [*EVENTS, thousand], 2 * self.rounds
        )
        self.goal("validate 1,000 / a bare event loop over the same file", ratio, 3.0)
        self.note(
            "validate 1,000; a bare event loop", f"{mine * 1000:.0f} ms; {floor * 1000:.0f} ms"
        )
        ratio, _, large = pairs(
            [*ROPA, "validate", thousand], [*ROPA, "validate", many], self.rounds
        )
        self.goal("validate 10,000 / validate 1,000", 1 / ratio, 9)
        self.note("validate 10,000", f"{large * 1000:.0f} ms")
        self.goal(
            "validate 10,000: peak memory",
            run([*ROPA, "validate", many]).megabytes,
            500,
            unit=" MB",
        )
        peer = [self.peers, "-m", "check_jsonschema", "--schemafile", str(self.schema), thousand]
        ratio, other, _ = pairs(peer, [*ROPA, "validate", thousand], max(3, self.rounds // 2))
        self.goal("check-jsonschema 1,000 / validate 1,000", ratio, 12, least=True)
        self.note("check-jsonschema 1,000 (schema only, no places)", f"{other * 1000:.0f} ms")
        peer = [self.peers, "-m", "yamllint", "-d", "relaxed", thousand]
        ratio, other, _ = pairs(peer, [*ROPA, "validate", thousand], 3)
        self.note(
            "yamllint 1,000 (style only) / validate 1,000", f"{ratio:.1f}x, {other * 1000:.0f} ms"
        )

    def growth(self) -> None:
        """What four times as much costs: registers that a careless rule would be quadratic in."""
        for what, made, size in (
            ("activities full of gaps", gaps, 1250),
            ("entries in one activity", crowded, 5000),
            ("activities that are alike", alike, 1250),
        ):
            small = self._write(f"small-{made.__name__}", made(size))
            large = self._write(f"large-{made.__name__}", made(4 * size))
            ratio, mine, _ = pairs([*ROPA, "validate", large], [*ROPA, "validate", small], 3)
            self.goal(f"validate {4 * size:,} / {size:,} {what}", ratio, 4.5)
            self.note(f"validate {4 * size:,} {what}", f"{mine * 1000:.0f} ms")

    def growth_of_changes(self) -> None:
        """What four times as much costs to compare: changes that a careless judge is quadratic in."""
        for what, made, edit, size in (
            ("activities, all gone", register, lambda text: HEAD.removesuffix("activities:\n"), 2500),
            ("activities with other ids", register, lambda text: text.replace("- id: a", "- id: b"), 2500),
            ("activities, a category of each", gaps, lambda text: text.replace("etc", "and so on"), 1250),
            ("entries in one activity", crowded, lambda text: text.replace("Log file", "Journal"), 1250),
        ):  # fmt: skip
            sides = []
            for number in (size, 4 * size):
                text = made(number)
                sides.append(
                    [self._write(f"old-{number}", text), self._write(f"new-{number}", edit(text))]
                )
            small, large = ([*ROPA, "diff", *side] for side in sides)
            ratio, mine, _ = pairs(large, small, 3)
            self.goal(f"diff {4 * size:,} / {size:,} {what}", ratio, 5)
            self.note(f"diff {4 * size:,} {what}", f"{mine * 1000:.0f} ms")

    def views(self) -> None:
        """`render` and `diff`, as multiples of `validate` of the same register."""
        thousand, many = self.files[1000], self.files[10000]
        for form in ("html", "md", "xlsx"):
            command = [*ROPA, "render", thousand, "-f", form, "-o", str(self.folder)]
            ratio, mine, _ = pairs(command, [*ROPA, "validate", thousand], self.rounds)
            peak = run(command).megabytes
            self.note(
                f"render -f {form} 1,000 / validate 1,000",
                f"{ratio:.1f}x, {mine * 1000:.0f} ms, {peak:.0f} MB",
            )
        command = [*ROPA, "diff", many, self.other]
        ratio, mine, _ = pairs(command, [*ROPA, "validate", many], self.rounds)
        peak = run(command).megabytes
        self.goal("diff 10,000 with 10,000 / validate 10,000", ratio, 2.4)
        self.note("diff 10,000 with 10,000", f"{mine * 1000:.0f} ms, {peak:.0f} MB")

    def workbook(self) -> None:
        """The workbook beside another writer of the same cells, and reading it back untouched."""
        thousand, cells = self.files[1000], str(self.folder / "cells.json")
        told([*WORKBOOK, thousand, cells])
        peer = [self.peers, str(HERE / "xlsxwriter_cells.py"), cells]
        ratio, mine, other = told_pairs([*WORKBOOK, thousand], peer, self.rounds)
        self.goal("workbook of 1,000 / XlsxWriter writing the same cells", ratio, 2.5)
        self.note("workbook of 1,000; XlsxWriter", f"{mine * 1000:.0f} ms; {other * 1000:.0f} ms")
        render = [*ROPA, "render", thousand, "-f", "xlsx", "-o", str(self.folder)]
        run(render)
        made = self.folder / "r1000.xlsx"
        self.note("workbook of 1,000: size", f"{made.stat().st_size / 1e6:.1f} MB, not compressed")
        for what, path in (
            ("untouched", str(made)),
            ("100 cells edited", edited(str(made), str(self.folder / "edited.xlsx"), 100)),
        ):
            apply = [*ROPA, "review", "apply", path, thousand]
            ratio, mine, _ = pairs(apply, render, self.rounds)
            self.goal(f"review apply 1,000, {what} / render -f xlsx 1,000", ratio, 3.0)
            self.note(
                f"review apply 1,000, {what}",
                f"{mine * 1000:.0f} ms, {run(apply).megabytes:.0f} MB",
            )


def main() -> int:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--peers", default=PYTHON, help="the Python that has the peers installed")
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), args.peers, args.quick)
        bench.validate()
        bench.growth()
        bench.growth_of_changes()
        bench.views()
        bench.workbook()
    return int(bench.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
