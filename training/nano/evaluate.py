"""Measures what an exported model can do on held-out conversations: values, names and phrasings that training never saw."""
import argparse
import json

from . import chat
from .conversation import Conversation
from .generate import Generation
from .generator import Generator
from .native import Native
from .phrasing import NO_FUNCTION
from .respond import parse
from .tokenizer import Tokenizer
from .words import HELD_OUT, TRAIN

KINDS = ("echo", "single", "known", "parallel", "dependent", "answer", "no_function", "small_talk", "multi_turn")


def questions(split, seed, count):
    """Conversations of every kind, `count` each."""
    generator = Generator(seed, split)
    return [generator.conversation(i, 1.0, KINDS[i // count]) for i in range(count * len(KINDS))]


def expected_calls(message):
    """The calls of a message with their arguments as the format writes them."""
    return [(call["function"]["name"], {k: chat.argument_text(v) for k, v in call["function"]["arguments"].items()})
            for call in message.get("tool_calls", [])]


def judge(conversation, message, response):
    """The names of the figures that a turn counts towards, each with whether the turn is right."""
    calls = expected_calls(message)
    if calls:
        name = "two calls" if len(calls) > 1 else "single call"
        if conversation.kind == "dependent" and message is conversation.messages[conversation.trained_turns()[1]]:
            name = "dependent call"
        yield name, response.calls == calls
        yield name + ", functions", [n for n, _ in response.calls] == [n for n, _ in calls]
        if conversation.kind in ("known", "single"):
            yield {"known": "known functions", "single": "unseen functions"}[conversation.kind], response.calls == calls
    elif conversation.kind in ("echo", "small_talk"):
        yield conversation.kind.replace("_", " "), not response.calls and response.text == message["content"]
    elif message["content"] == NO_FUNCTION:
        yield "no function", not response.calls and response.text == NO_FUNCTION
    elif conversation.messages[-2]["role"] == "tool":
        yield "answer from a result", not response.calls and has_facts(conversation, message, response.text)
    if conversation.thinks:
        yield "reasoning of 1 to 4 sentences", 1 <= sentences(response.reasoning) <= 4


def has_facts(conversation, message, text):
    """Whether an answer tells what it has to; where that is no list of facts, it is the very text."""
    if conversation.facts and message is conversation.messages[-1]:
        return all(fact in text for fact in conversation.facts)
    return text == message["content"]


def sentences(text):
    """How many sentences a text has, roughly: ends of sentences before a capital or the end."""
    return sum(text.count(end) for end in (". ", "! ", "? ")) + (1 if text.strip() else 0)


class Score:
    """Counts of right turns by figure."""

    def __init__(self):
        self.counts = {}

    def add(self, name, right):
        """Counts one turn."""
        hits, total = self.counts.get(name, (0, 0))
        self.counts[name] = hits + bool(right), total + 1

    def table(self):
        """One line a figure."""
        return "\n".join(f"| {name} | {hits / total:.1%} | {hits} of {total} |" for name, (hits, total) in sorted(self.counts.items()))


def evaluate(generation, conversations, failures=None):
    """The score over all turns that the model itself would write, each after the right turns before it."""
    score = Score()
    for conversation in conversations:
        for index in conversation.trained_turns():
            raw = generation.run(chat.prompt(conversation, index))
            message = conversation.messages[index]
            for name, right in judge(conversation, message, parse(raw, conversation.thinks)):
                score.add(name, right)
                if failures is not None and not right:
                    failures.append({"figure": name, "question": conversation.messages[index - 1]["content"],
                                     "expected": message, "found": raw})
    return score


def write_set(path, conversations):
    """The evaluation set as JSON lines, for other programs to use."""
    with open(path, "w", encoding="utf-8") as file:
        for one in conversations:
            file.write(chat.to_json({"kind": one.kind, "thinks": one.thinks, "tools": one.tools, "messages": one.messages,
                                     "facts": one.facts, "trained_turns": one.trained_turns()}) + "\n")


def read_set(path):
    """Reads what write_set wrote."""
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return [Conversation(x["kind"], x["tools"], x["messages"], x["thinks"], x["facts"]) for x in lines]


def run(options, conversations):
    """Evaluates a GGUF file and prints the table."""
    native, tokenizer = Native(options.native), Tokenizer.load(options.tokenizer)
    failures = []
    with native.model(options.model) as model, model.context(Generation.length) as trunk:
        with model.context(Generation.length, target=trunk) as draft:
            generation = Generation(native, trunk, draft if options.mtp else None, tokenizer, 3)
            print(evaluate(generation, conversations, failures).table())
            if options.mtp:
                print("MTP acceptance:", (generation.right / generation.asked.clip(1)).round(3).tolist())
    if options.failures:
        with open(options.failures, "w", encoding="utf-8") as file:
            file.writelines(chat.to_json(failure) + "\n" for failure in failures)


def main():
    """Evaluates, or writes the evaluation set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="GGUF file")
    parser.add_argument("--tokenizer")
    parser.add_argument("--native", help="folder of the native libraries")
    parser.add_argument("--count", type=int, default=40, help="conversations of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=(TRAIN, HELD_OUT), default=HELD_OUT)
    parser.add_argument("--mtp", action="store_true", help="also measure the MTP heads")
    parser.add_argument("--failures", help="write the wrong turns here")
    parser.add_argument("--write", help="only write the conversations here, as JSON lines")
    options = parser.parse_args()
    conversations = questions(options.split, options.seed, options.count)
    if options.write:
        write_set(options.write, conversations)
    else:
        run(options, conversations)


if __name__ == "__main__":
    main()
