"""Destroys an article on legal ground."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.api.dumps import forget_in_dumps
from articles.editing import may_erase
from articles.erasures import erase_article, finish_erasures
from articles.models import Article, WithheldReason


class Command(BaseCommand):
    help = (
        "Destroys an article on legal ground: its originals' bytes, text, quotes, history and words in the index. The "
        "digests stay, so that it is not imported again, and a stub that says why. Nothing brings it back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", nargs="?", help="the id in its address")
        parser.add_argument("--reason", choices=WithheldReason.values, help="what readers are told")
        parser.add_argument("--note", default="", help="on what ground, for the log of the desk")
        parser.add_argument("--editor", default="", help="the administrator's account that the log names")
        parser.add_argument(
            "--dumps", nargs="*", type=Path, default=(), help="folders of dump_jsonl to take it out of"
        )
        parser.add_argument("--yes", action="store_true", help="do it; without this nothing is changed")
        parser.add_argument(
            "--finish",
            action="store_true",
            help="only write anew the files that may hold bytes of an erasure",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if options["finish"]:
            self._tell(finish_erasures())
            return
        article = Article.objects.filter(public_id=options["article"] or "").first()
        if article is None:
            raise CommandError("There is no such article. Give the id in its address, such as k4rcmktmicmg.")
        if not options["reason"]:
            raise CommandError("Say why with --reason: it is what readers are told.")
        if not options["yes"]:
            self.stdout.write(
                f"{article.public_id} ({article.title}), {article.quotes.count()} quotes, "
                f"{article.originals.count()} originals. Nothing was changed; --yes destroys them for good."
            )
            return
        erasure = erase_article(
            article,
            editor=self._editor(options["editor"]),
            reason=WithheldReason(options["reason"]),
            note=options["note"],
        )
        for folder in options["dumps"]:
            lines = forget_in_dumps(folder, erasure.erased.public_ids)
            self.stdout.write(f"{folder}: {lines} line{'' if lines == 1 else 's'} taken out")
        self.stdout.write(
            f"Erased {erasure.erased.public_id}. SHA-256: {', '.join(sorted(erasure.erased.digests))}"
        )
        self._tell(erasure.left)

    def _editor(self, name: str) -> User | None:
        """Return the account of a name, which must be one that may erase."""
        if not name:
            return None
        editor = User.objects.filter(username=name).first()
        if editor is None or not may_erase(editor):
            raise CommandError(f"{name} is not the account of an administrator.")
        return editor

    def _tell(self, left: tuple[str, ...]) -> None:
        for sentence in left:
            self.stdout.write(sentence)
