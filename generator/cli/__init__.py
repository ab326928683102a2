"""The command line: it translates options and prints results; it decides nothing.

Each module holds the commands of one kind of work; a command imports its stage when it runs, so that
`--help` stays quick.
"""

from __future__ import annotations

import sys

import click

from generator import __version__
from generator.base.errors import DigestError
from generator.cli.dumps import add, fetch
from generator.cli.facts import apply_fix, resolve
from generator.cli.join import join
from generator.cli.mail import mail
from generator.cli.shared import say
from generator.cli.site import build, check, clean, pages, serve
from generator.cli.topics import evaluate, explain, fit, label

_BAD_INPUT = 1


class _Group(click.Group):
    """Shows a person's mistakes in one line each, without traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; bad input ends with exit status 1."""
        try:
            return super().invoke(ctx)
        except DigestError as error:
            say(error.problems, "error")
            ctx.exit(_BAD_INPUT)
        except BrokenPipeError:
            # The reader of our output has enough (`digest explain … | head`).
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            # A full disk, a folder that may not be written, a file where a folder should be.
            click.echo(f"error: {error.filename or 'the system'}: {error.strerror}", err=True)
            ctx.exit(_BAD_INPUT)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Examples:  digest build  |  digest serve  |  digest explain luo2024benchmarking",
)
@click.version_option(__version__, prog_name="digest")
def main() -> None:
    """Turn dumps of research papers into a site that people read, search and cite."""


for _command in (
    build,
    pages,
    serve,
    check,
    clean,
    add,
    fetch,
    join,
    mail,
    resolve,
    apply_fix,
    explain,
    evaluate,
    label,
    fit,
):
    main.add_command(_command)
