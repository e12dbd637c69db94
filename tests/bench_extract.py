"""How fast the extractor reads: articles a second with and without displacement words, beside one plain `re` pass.

    python tests/bench_extract.py [TEXTS.jsonl …]

Each line of TEXTS has a "text"; without arguments the gold of news and reports is read where it lies beside this
checkout, else the project's own, which is denser: table lines, six languages. One core, warm.
"""

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tracker.extract import extract, facts
from tracker.extract.words.language import languages
from tracker.model import Figure

GOLD = Path(__file__).parent / "gold"
NEWS = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"
LENGTH = 2000  # characters of an article
ARTICLES = 2000
YARDSTICK_WORDS = 80
SYLLABLE = 2  # letters; strings so short of one language are everywhere in another


def texts(paths: list[Path]) -> list[str]:
    """The texts of all files."""
    return [json.loads(line)["text"] for path in paths for line in path.read_text("utf-8").splitlines()]


def articles(paragraphs: list[str]) -> list[str]:
    """Paragraphs of one language joined to articles of about LENGTH characters, as many as asked for."""
    made, current = list[str](), ""
    for paragraph in endless(paragraphs):
        current += paragraph + "\n\n"
        if len(current) >= LENGTH:
            made.append(f"{current[:LENGTH]} {len(made)}")  # no two are equal
            current = ""
        if len(made) == ARTICLES:
            return made
    return made


def endless(paragraphs: list[str]) -> Iterator[str]:
    while paragraphs:
        yield from paragraphs


def sentences_without(all_texts: list[str]) -> list[str]:
    """The sentences that name no displacement, in any language."""
    words = {
        string
        for lexicon in languages().values()
        for gate in lexicon.gates
        for string in gate
        if len(string) > SYLLABLE
    }
    sentences = [each for text in all_texts for each in re.split(r"(?<=[.!?])\s+", text)]
    return [each for each in sentences if not any(word in each.lower() for word in words)]


def rate(read: Callable[[str], object], made: list[str]) -> float:
    """Articles a second, the best of three passes after a warm one."""
    best = float("inf")
    for _ in range(4):
        start = time.perf_counter()
        for article in made:
            read(article)
        best = min(best, time.perf_counter() - start)
    return len(made) / best


def yardstick() -> Callable[[str], object]:
    """One pass of an alternation of words."""
    words = [phrase for phrase in languages()["en"].core.exact if phrase.isalpha()][:YARDSTICK_WORDS]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE).findall


def checked(article: str) -> list[Figure]:
    """The figures of an article, each checked against the rules of a figure, as whoever stores them does."""
    return [each.figure for each in extract(article)]


def startup(then: str) -> float:
    """Seconds for a new process to read its first article, gazetteer included, and to do `then` with what it found."""
    code = f"from tracker.extract import extract; found = extract('In Goma 3,000 people were displaced.'); {then}"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-P", "-c", code], check=True)
    return time.perf_counter() - start


def main(paths: list[Path]) -> None:
    """Prints the table."""
    everything = texts(paths)
    speaking, silent = articles(everything), articles(sentences_without(everything))
    plain = yardstick()
    rows: list[tuple[str, Callable[[str], object], list[str]]] = [
        ("no displacement word", extract, silent),
        ("displacement words in all", extract, speaking),
        ("the same, every figure checked", checked, speaking),
    ]
    kind = "as Python" if facts.__file__.endswith(".py") else "as machine code"
    print(f"{f'articles of ~2,000 characters, {kind}':48}{'extract/s':>12}{'plain re/s':>12}")
    for name, read, made in rows:
        print(f"{name:48}{rate(read, made):12,.0f}{rate(plain, made):12,.0f}")
    print(f"{'start-up with first article':48}{startup('len(found)'):11.2f}s")
    print(f"{'the same, its figure checked':48}{startup('found[0].figure'):11.2f}s")
    print(f"{'peak memory':48}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f}MB")
    growth()


def growth() -> None:
    """Five megabytes beside half a megabyte."""
    part = "On Monday 3,000 people were displaced in Goma, 12 houses burned, and the weather stayed dry. "
    for size in (500_000, 5_000_000):
        start = time.perf_counter()
        extract(part * (size // len(part)))
        print(f"{f'one text of {size / 1e6:g} MB':48}{time.perf_counter() - start:11.2f}s")


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]] or ([NEWS] if NEWS.exists() else sorted(GOLD.glob("*.jsonl"))))
