"""Learns from gold how numbers look that are figures though no rule tells of them, and writes the weights.

make likely

A logistic regression with few weights (L1), of features that are the same in every language. What the gold calls
optional is not learned from. Printed is what five-fold cross-validation by document says: of the numbers above a
chance, how many are figures. From it comes the confidence of such a figure: on the gold that it learned from, it would
seem better than it is.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline

import tracker.extract
from tests.calibrate_extract import TABLE as CONFIDENCE
from tests.calibrate_extract import lower_end
from tests.gold_score import GOLD, Record, documents
from tracker.extract.facts.confidence import measured
from tracker.extract.known import known
from tracker.extract.likely import LIKELY, Candidate, candidates
from tracker.extract.sentences import Sentences, sentences
from tracker.extract.statements import ruled
from tracker.extract.words.language import languages

WEIGHTS = Path(tracker.extract.__file__).parent / "data" / "likely.json"
STRENGTH = 0.5  # of the data against the wish for few weights
FOLDS = 5
CHANCES = (0.4, 0.5, LIKELY, 0.7, 0.8, 0.9)


class Example(NamedTuple):
    """A number that no rule tells of."""

    document: str
    features: list[str]
    is_figure: bool


def main() -> None:
    """Learns, prints what cross-validation says, and writes the weights."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    examples = [each for path in sorted(GOLD.glob("*.jsonl")) for each in of_language(path.stem)]
    seen = [dict.fromkeys(each.features, 1.0) for each in examples]
    right = np.array([each.is_figure for each in examples])
    model = Pipeline([("names", DictVectorizer(sparse=False)), ("odds", regression())])
    groups = [each.document for each in examples]
    chances = cross_val_predict(model, seen, right, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba")[:, 1]
    print(f"{len(examples)} numbers, {right.sum()} of them figures")
    for chance in CHANCES:
        above = chances >= chance
        print(f"from {chance}: {right[above].sum()} figures of {above.sum()}")
    above = chances >= LIKELY
    believe(int(right[above].sum()), int(above.sum()))
    model.fit(seen, right)
    write(model)


def believe(right: int, everything: int) -> None:
    """Writes the confidence of such a figure, as tests/calibrate_extract.py does for those that rules find."""
    measured()["likely"] = round(lower_end(right, everything), 2)
    CONFIDENCE.write_text(json.dumps(measured(), indent=1) + "\n")
    print(f"| likely | {everything} | {right} | {measured()['likely']:.2f} |")


def regression() -> LogisticRegression:
    """Few weights: an L1 penalty."""
    return LogisticRegression(C=STRENGTH, l1_ratio=1, solver="liblinear", random_state=1)


def write(model: Pipeline) -> None:
    """The weights that are not zero, by name, with the bias."""
    names, odds = model["names"].get_feature_names_out(), model["odds"]
    table = {
        name: round(float(weight), 3) for name, weight in zip(names, odds.coef_[0], strict=True) if round(weight, 3)
    }
    bias = {"bias": round(float(odds.intercept_[0]), 3)}
    WEIGHTS.write_text(json.dumps(bias | dict(sorted(table.items())), indent=1) + "\n")
    print(f"{len(table)} weights")


def of_language(language: str) -> Iterator[Example]:
    """The examples of one gold file."""
    for document in documents(language):
        for each in of_document(document):
            if (is_figure := label(document["gold"], each)) is not None:
                yield Example(document["id"], each.features, is_figure)


def of_document(document: Record) -> Iterator[Candidate]:
    """The numbers that rules leave."""
    lexicon, text = languages()[document["lang"]], document["text"]
    parts = Sentences(text, sentences(text, lexicon.grammar["abbreviations"]), known(lexicon), {})
    rules = ruled(lexicon, parts)
    return candidates(parts, rules.open, rules.readings, rules.found)


def label(gold: list[Record], candidate: Candidate) -> bool | None:
    """Whether gold has a figure there with this amount; None for an optional one."""
    number = candidate.counted.number
    start, end = candidate.reading.sentence.span(number.first, number.stop)
    amount = (number.value, number.low, number.high)
    for each in gold:
        if (
            each["start"] < end
            and start < each["end"]
            and amount == tuple(map(each.get, ("value", "value_low", "value_high")))
        ):
            return None if each.get("optional") else True
    return False


if __name__ == "__main__":
    main()
