"""What was measured, beside the marks: tables, and the marks that are missed."""

from argparse import Namespace
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from articles.demo.archive import SIZES, Size

from . import csvs, desk, ingest, kept, public, searching
from .archives import Archives
from .asking import Cost, Reader

VIEWS = 15  # bare views: a filtered list or a detail page
QUERIES = 12
GROWTH = {"M": 1.3, "L": 1.4}  # times the smallest archive
STATEMENT = 3  # times the slowest statement of the plain list
DEEP = 1.3  # times the first page
OF_RANKING, OF_A_LIST = 0.2, 1.3  # a common word, a rare one
FULLER = 1.1  # who has so many more bytes shows more rows
NOISE = 0.0005  # seconds
AGAIN = 3  # rounds in which what misses a mark is asked for again: others use the machine too
KEPT, UNCHANGED = 1, 1.5  # bare views
CSV = {"csv_times_sqlite3": 0.6, "csv_first_64_kb_before_second_batch": 1}  # at least
CSV_MEGABYTES = 15
IN_VIEWS = {"list", "deep", "detail"}
ANEW = ", counted anew"


@dataclass
class Measured:
    """A page on archives of several sizes, the smallest first."""

    name: str
    kind: str
    of: str
    addresses: dict[str, str] = field(default_factory=dict)
    costs: dict[str, Cost] = field(default_factory=dict)


@dataclass
class Run:
    options: Namespace
    parts: Collection[str]
    archives: Archives
    readers: dict[str, dict[str, Reader]] = field(default_factory=dict)
    bare: dict[str, float] = field(default_factory=dict)
    pages: dict[str, Measured] = field(default_factory=dict)
    figures: dict[str, dict[str, float]] = field(default_factory=dict)


def measure(options: Namespace, parts: Collection[str], folder: Path) -> tuple[dict, list[str]]:
    """All figures, for a file, and in words the marks that are missed."""
    run = Run(options, parts, Archives(folder))
    missed, figures = [], {}
    if "ingest" in parts:
        run.archives.open_empty()
        figures["ingest"] = ingest.measure(options.articles, options.files, options.known)
        missed += told_of_ingest(figures["ingest"])
    sizes = [SIZES.get(name) or Size.of(int(name)) for name in options.sizes]
    for size in sizes if set(parts) - {"ingest"} else ():
        run.archives.open(size)
        measure_size(run, size.name)
    for _ in range(AGAIN if options.times > 1 else 0):
        for size in sizes:
            again = [page for page in run.pages.values() if any(misses(run, page))]
            if again:
                run.archives.open(size)
            for page in again:
                measure_again(run, size.name, page)
    missed += [f"{page.name}: {one}" for page in run.pages.values() for one in misses(run, page)]
    missed += misses_of_figures(run)
    print_pages(run)
    print_figures(run)
    figures |= {"bare_view_ms": {size: 1000 * one for size, one in run.bare.items()}}
    return figures | {"pages": [asdict(one) for one in run.pages.values()]} | run.figures, missed


def measure_size(run: Run, size: str) -> None:
    times = run.options.times
    reader = Reader()
    client, editor = desk.editor()
    run.readers[size] = {"desk": editor}
    run.bare[size] = reader.bare(20 * times + 1)
    if "pages" in run.parts:
        for page in public.pages():
            measure_page(run, size, page, reader)
        note(run, size, seconds_to_rank=searching.seconds_to_rank())
        for name, costs in kept.cost_of_kept(times).items():
            for how, cost in zip(("kept", "304"), costs, strict=True):
                figures = {"views": cost.views, "queries": cost.queries}
                note(run, size, **{f"{how}: {name}, {what}": n for what, n in figures.items()})
    if "desk" in run.parts:
        for page in desk.desk_pages(client):
            measure_page(run, size, page, editor)
        note(run, size, views_to_save=desk.views_to_save(client, reader, times))
    if "csv" in run.parts:
        note(run, size, **csvs.measure_csv(editor))


def measure_page(run: Run, size: str, page: public.Page, reader: Reader) -> None:
    if run.options.only in page.name:
        one = run.pages.setdefault(page.name, Measured(page.name, page.kind, page.of))
        one.addresses[size] = page.address
        one.costs[size] = cost_of(reader, page.kind, page.address, run.options.times)


def measure_again(run: Run, size: str, page: Measured) -> None:
    if size in page.addresses:
        reader = run.readers[size].setdefault(page.kind, Reader())
        again = cost_of(reader, page.kind, page.addresses[size], run.options.times)
        page.costs[size].better(again)


def cost_of(reader: Reader, kind: str, address: str, times: int) -> Cost:
    ask = reader.cost_with_counts if kind in IN_VIEWS else reader.cost
    return ask(address, times)


def note(run: Run, size: str, **figures: float) -> None:
    for name, figure in figures.items():
        run.figures.setdefault(name, {})[size] = figure


def misses(run: Run, page: Measured) -> Iterator[str]:
    plain = run.pages.get(page.of)
    for size, cost in page.costs.items():
        beside = plain.costs[size] if plain else cost
        for (how, one), (_, first) in zip(states(cost), states(beside), strict=False):
            if page.kind in IN_VIEWS and one.views > VIEWS:
                yield f"{one.views:.1f} bare views at {size}{how}"
            if page.kind == "deep" and one.views > DEEP * first.views:
                yield f"{one.views / first.views:.2f} times the first page at {size}{how}"
        if page.kind != "desk" and cost.queries > QUERIES:
            yield f"{cost.queries} queries at {size}"
        if page.kind in IN_VIEWS and cost.slowest > STATEMENT * max(beside.slowest, NOISE):
            times = cost.slowest / max(beside.slowest, NOISE)
            yield f"a statement takes {times:.1f} times the list’s slowest at {size}"
        yield from misses_of_search(run, page, size)
    for how, grown in growth(run, page).items():
        for size, times in grown.items():
            if times > GROWTH.get(size, GROWTH["M"]):
                yield f"{times:.2f} times as long at {size}{how}"


def states(cost: Cost) -> Iterator[tuple[str, Cost]]:
    """A page while its counts are kept, and one that counts; the marks hold for both."""
    yield "", cost
    if cost.anew:
        yield ANEW, cost.anew


def growth(run: Run, page: Measured) -> dict[str, dict[str, float]]:
    """How much longer it takes in each state, at each size, than on the smallest archive. Where
    less of it is shown or counted there, the plain list stands for it, or the page of a popular
    one, which is full everywhere."""
    first, *larger = run.options.sizes
    plain = run.pages.get(page.of)
    found = {}
    for size in larger:
        if first in page.costs and size in page.costs:
            small, full = (dict(states(one.costs[first])) if one else {} for one in (page, plain))
            is_fuller = is_more(page.costs[size], page.costs[first])
            for how, large in states(page.costs[size]):
                before = small[how].views
                if is_fuller and full:
                    instead = full[ANEW] if page.kind == "search" else full.get(how, full[""])
                    before = max(before, instead.views)
                found.setdefault(how, {})[size] = large.views / before
    return found


def is_more(one: Cost, other: Cost) -> bool:
    """Whether more is shown than on the other page, or counted."""
    counts_more = one.counts_a_part and not other.counts_a_part
    return counts_more or one.bytes > FULLER * other.bytes


def misses_of_search(run: Run, page: Measured, size: str) -> Iterator[str]:
    cost, plain = page.costs[size], run.pages.get(public.LIST)
    ranking = run.figures.get("seconds_to_rank", {}).get(size)
    is_common = page.name == "search: common, quotes" and size in GROWTH
    if is_common and ranking and cost.statements > OF_RANKING * ranking:
        yield f"{cost.statements / ranking:.2f} of ranking every hit at {size}"
    if page.name.startswith("search: rare") and plain:
        times = cost.views / plain.costs[size].anew.views  # both count what is found
        if times > OF_A_LIST:
            yield f"{times:.2f} times a list page at {size}"


def misses_of_figures(run: Run) -> list[str]:
    missed = []
    first = run.options.sizes[0]
    for name, by_size in run.figures.items():
        for size, figure in by_size.items():
            how, _, what = name.partition(": ")
            most = {"kept": KEPT, "304": UNCHANGED}.get(how)
            if most and what.endswith("views") and figure > most:
                missed.append(f"{name} at {size}: {figure:.2f}")
            if how == "304" and what.endswith("queries") and figure > 1:
                missed.append(f"{name} at {size}: {figure}")
            if figure < CSV.get(name, figure):
                missed.append(f"{name} at {size}: {figure:.2f}")
            if name == "csv_megabytes_grown" and figure > CSV_MEGABYTES:
                missed.append(f"{name} at {size}: {figure:.1f}")
            if name == "views_to_save" and figure > GROWTH.get(size, 1.3) * by_size[first]:
                missed.append(
                    f"saving an article takes {figure / by_size[first]:.2f} times at {size}"
                )
    return missed


def told_of_ingest(figures: dict[str, float]) -> list[str]:
    missed = []
    for name, figure in figures.items():
        kind, mark = ingest.MARKS.get(name, ("", 0))
        fails = bool(kind) and (figure < mark if kind == "at least" else figure > mark)
        missed += [f"import: {name} is {figure:.2f}, not {kind} {mark}"] if fails else []
        print(f"{name:<28} {figure:>9.2f}   {f'{kind} {mark}' if kind else ''}")
    return missed


def print_pages(run: Run) -> None:
    sizes = run.options.sizes
    for size, bare in run.bare.items():
        print(f"a bare view at {size}: {1000 * bare:.3f} ms")
    units = "".join(f"{f'views {size}':>9}" for size in sizes)
    print(f"{'page':<52}{units}{'growth':>8}{'anew':>7}{'queries':>9}{'slowest ms':>12}{'kB':>6}")
    for page in run.pages.values():
        views = "".join(
            f"{page.costs[size].views:>9.1f}" if size in page.costs else " " * 9 for size in sizes
        )
        grown = growth(run, page).get("", {}).get(sizes[-1])
        last = page.costs[max(page.costs, key=sizes.index)]
        anew = f"{last.anew.views:.1f}" if last.anew else ""
        print(
            f"{page.name[:51]:<52}{views}{f'{grown:.2f}' if grown else '':>8}{anew:>7}"
            f"{last.queries:>9}{1000 * last.slowest:>12.2f}{last.bytes // 1024:>6}"
            f"{'  MISSED' if any(misses(run, page)) else ''}"
        )


def print_figures(run: Run) -> None:
    for name, by_size in run.figures.items():
        print(f"{name:<52}" + "".join(f"{figure:>12,.3f}" for figure in by_size.values()))
