"""The command `lofteskartan`: the front door for people at a keyboard and for scripts.

Exit codes: 0 done; 1 the store is damaged; 2 nothing was done, for the reason given in one sentence; 3 an import kept
the good rows and rejected others; 130 interrupted. Heavy libraries are imported by the command that needs them.
"""

from __future__ import annotations

import click

from dashboard.cli.analysing import analyse
from dashboard.cli.front import Front, shared_options
from dashboard.cli.giving import export, hotspots
from dashboard.cli.handing import export_register, export_view
from dashboard.cli.handouts import handout
from dashboard.cli.keeping import check, migrate, snapshot
from dashboard.cli.lettering import newsletter
from dashboard.cli.promising import promises
from dashboard.cli.reporting import lagesbild, report
from dashboard.cli.serving import demo, serve
from dashboard.cli.taking import take


@click.group(
    "lofteskartan",
    cls=Front,
    examples=(
        "demo",
        "import areas areas.gpkg --municipality 0880",
        "import reports reports.csv --municipality 0880",
        "serve",
    ),
)
@click.version_option(package_name="lofteskartan", message="%(prog)s %(version)s")
@shared_options
def main() -> None:
    """See where evidence of unsafety gathers, which promise answers it, and what has been done.

    Try it with made-up data for two municipalities: `demo` prints the address to open. Then take in your own and serve
    them.

    Every command knows --help, and --json for one JSON document on standard output. Exit codes: 0 done, 1 the store is
    damaged, 2 nothing was done (the sentence says why), 3 some rows of an import were rejected and the others kept.
    """


for command in (
    demo,
    serve,
    take,
    export,
    hotspots,
    analyse,
    lagesbild,
    newsletter,
    report,
    handout,
    migrate,
    check,
    snapshot,
):
    main.add_command(command)
take.add_command(promises)
export.add_command(export_register)
export.add_command(export_view)

__all__ = ["main"]
