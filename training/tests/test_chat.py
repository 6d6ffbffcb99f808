"""The chat format: our renderer, our template and, where it is given, the official template write the same bytes."""
import importlib.util
import os
import unittest
from dataclasses import replace

from nano import chat
from nano.export import TEMPLATE
from nano.generator import Generator
from nano.respond import parse

OFFICIAL_VARIABLE = "STEP35_TEMPLATE"
CORPUS = os.path.join(os.path.dirname(__file__), "../../eng/prompt-corpus.py")


def load_corpus():
    """The module that generates the corpus of the prompt renderer's tests."""
    spec = importlib.util.spec_from_file_location("prompt_corpus", CORPUS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def whole(conversation):
    """The text of a conversation."""
    return "".join(text for text, _ in chat.pieces(conversation))


class ChatTests(unittest.TestCase):
    def setUp(self):
        self.corpus = load_corpus()
        self.template = self.corpus.compile_template(TEMPLATE)

    def test_pieces_equal_template(self):
        for index in range(1000):
            talk = replace(Generator(6).conversation(index), keeps_thoughts=False)
            expected = self.template.render(messages=talk.messages, tools=talk.tools or None, bos_token=chat.BOS)
            self.assertEqual(whole(talk), expected)

    def test_prompt_equals_template_with_generation_prompt(self):
        for index in range(300):
            talk = replace(Generator(7).conversation(index), keeps_thoughts=False)
            for end in talk.trained_turns():
                expected = self.template.render(messages=talk.messages[:end], tools=talk.tools or None, bos_token=chat.BOS,
                                                add_generation_prompt=True)
                self.assertEqual(chat.prompt(talk, end), expected + ("" if talk.thinks else "\n</think>\n"))

    def test_template_equals_official_one(self):
        path = os.environ.get(OFFICIAL_VARIABLE)
        if not path:
            self.skipTest(f"set {OFFICIAL_VARIABLE} to the official template")
        official, random = self.corpus.compile_template(path), self.corpus.Generator(8)
        for _ in range(5000):
            messages, tools = random.conversation(), random.tools()
            self.assertEqual(self.corpus.render(self.template, messages, tools), self.corpus.render(official, messages, tools))

    def test_own_turns_parse_to_what_was_written(self):
        for index in range(500):
            talk = Generator(9).conversation(index)
            own = [text for text, is_own in chat.pieces(talk) if is_own]
            for turn, raw in zip(talk.trained_turns(), own):
                message, response = talk.messages[turn], parse(raw, talk.thinks)
                self.assertEqual(response.text, message["content"])
                self.assertEqual(response.reasoning, message["reasoning_content"])
                self.assertEqual([name for name, _ in response.calls], [c["function"]["name"] for c in message.get("tool_calls", [])])


if __name__ == "__main__":
    unittest.main()
