"""Pages laid out in a second process are those laid out in this one, and no trouble there is lost."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

import pytest

from report_builder.document import Document
from report_builder.theme import Theme, load_theme
from report_builder.typesetter import Beside, TypesetterError, Within, typesetter
from report_builder.writers import Options
from tests.declarations import TARGET, written
from tests.sample import sample

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def work() -> tuple[Document, Theme]:
    document = sample()
    return document, load_theme().for_axes(len(document.axes))


@pytest.fixture
def beside() -> Iterator[Beside]:
    with closing(Beside()) as setter:
        yield setter


@pytest.fixture(scope="module")
def pdf(work: tuple[Document, Theme]) -> bytes:
    setter = Within()
    setter.start(*work, Options(), write=True)
    return setter.pdf().data


def test_both_ways_give_the_same_pages_and_bytes(beside: Beside, work: tuple[Document, Theme], pdf: bytes) -> None:
    beside.start(*work, Options(), write=True)
    pages = beside.pages()
    assert pages.count > 3
    assert pages.places["premessa"].page > 1
    made = beside.pdf()
    assert made.data == pdf
    assert made.remarks == ()


def test_a_process_that_dies_is_replaced(beside: Beside, work: tuple[Document, Theme], pdf: bytes) -> None:
    os.kill(beside._process.pid or 0, signal.SIGKILL)
    beside._process.join()
    beside.start(*work, Options(), write=True)
    assert beside.pages().count > 3
    assert beside.pdf().data == pdf


def test_a_process_that_dies_after_the_pages_is_replaced(beside: Beside, work: tuple[Document, Theme], pdf: bytes) -> None:
    beside.start(*work, Options(), write=False)
    assert beside.pages().count > 3
    beside._process.join()
    assert beside.pdf().data == pdf


def test_a_process_that_dies_in_the_middle_of_a_message_is_replaced(work: tuple[Document, Theme], pdf: bytes) -> None:
    with closing(Beside()) as beside:
        beside._process.kill()
        beside._process.join()
        beside._pipe.close()
        beside._pipe, other = Pipe()
        beside._work = (*work, Options())
        os.write(other.fileno(), struct.pack("!i", 1000) + b"half")
        other.close()
        assert beside.pdf().data == pdf


def test_a_failure_there_is_told_here(beside: Beside, work: tuple[Document, Theme]) -> None:
    document, theme = work
    beside.start(document, replace(theme, type={}), Options(), write=True)
    with pytest.raises(TypesetterError, match="KeyError"):
        beside.pages()


def test_nothing_to_lay_out_is_no_trouble(beside: Beside) -> None:
    beside.close()
    assert not beside._process.is_alive()


def test_one_core_or_another_thread_means_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert isinstance(typesetter(), Within)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert isinstance(typesetter(), Within)


def test_the_declarations_are_those_of_the_engine() -> None:
    assert TARGET.read_text("utf-8") == written(), "run: python -m tests.declarations"


@pytest.mark.parametrize(("spoil", "used"), [("", "False"), ("declarations.SOURCE = 'other'", "True")])
def test_declarations_of_another_engine_are_not_used(spoil: str, used: str) -> None:
    code = f"""
import sys
from report_builder.writers.pdf import declarations, quick
{spoil}
engine = quick.weasyprint_sooner()
print("cffi" in sys.modules, engine.HTML(string="<p>a").write_pdf()[:5])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"{used} b'%PDF-'\n"
