"""The generator: the same every time, and its two splits share no values, names or phrasings."""
import unittest

from nano import words
from nano.chat import to_json
from nano.generator import MIXTURE, Generator
from nano.known_tools import KNOWN
from nano.words import HELD_OUT, TRAIN


def names_and_values(split, count):
    """All names of made-up functions and parameters, and all string arguments, of conversations."""
    known = {name for tool in KNOWN for name in tool.names}
    for index in range(count):
        talk = Generator(1, split).conversation(index, kind="single")
        offered = {tool["function"]["name"]: tool["function"] for tool in talk.tools}
        yield from (name for name in offered if name not in known)
        for message in talk.messages:
            for call in message.get("tool_calls", []):
                yield from (v for v in call["function"]["arguments"].values() if isinstance(v, str))


class GeneratorTests(unittest.TestCase):
    def test_conversation_of_a_number_is_always_the_same(self):
        first = [Generator(35).conversation(i) for i in range(50)]
        second = [Generator(35).conversation(i) for i in reversed(range(50))][::-1]
        self.assertEqual(first, second)

    def test_other_seed_gives_other_conversations(self):
        self.assertNotEqual(Generator(1).conversation(0), Generator(2).conversation(0))

    def test_every_kind_can_be_drawn_in_both_splits(self):
        for split in (TRAIN, HELD_OUT):
            for kind in MIXTURE:
                talk = Generator(3, split).conversation(5, kind=kind)
                self.assertTrue(talk.trained_turns(), kind)

    def test_words_of_the_splits_are_disjoint(self):
        for name in words.PARTS[TRAIN]:
            self.assertFalse(set(words.PARTS[TRAIN][name]) & set(words.PARTS[HELD_OUT][name]))
            self.assertTrue(words.PARTS[HELD_OUT][name], name)

    def test_names_of_the_splits_are_disjoint(self):
        train, held_out = (set(names_and_values(split, 1500)) for split in (TRAIN, HELD_OUT))
        shared = {text for text in train & held_out if not text[:2] == "20"}  # dates alone may meet
        self.assertFalse(shared)

    def test_phrasings_of_known_tools_are_disjoint(self):
        for known in KNOWN:
            self.assertFalse(set(known.phrasings(TRAIN)) & set(known.phrasings(HELD_OUT)))

    def test_thought_quotes_the_description_of_the_function_that_it_calls(self):
        quoted = 0
        for index in range(300):
            talk = Generator(5).conversation(index, kind="single")
            descriptions = {tool["function"]["name"]: tool["function"]["description"] for tool in talk.tools}
            for message in talk.messages:
                for call in message.get("tool_calls", []) if talk.thinks else []:
                    name = call["function"]["name"]
                    sentence = descriptions[name].split(". ")[0].rstrip(".")
                    choice = f'"{sentence}" is {name}.' if sentence else f"so I call {name}."
                    self.assertIn(choice, message["reasoning_content"])
                    quoted += bool(sentence)
        self.assertGreater(quoted, 200)

    def test_required_arguments_are_always_given(self):
        for index in range(300):
            talk = Generator(4).conversation(index, kind="single")
            functions = {tool["function"]["name"]: tool["function"]["parameters"] for tool in talk.tools}
            for message in talk.messages:
                for call in message.get("tool_calls", []):
                    required = functions[call["function"]["name"]].get("required", [])
                    self.assertLessEqual(set(required), set(call["function"]["arguments"]), to_json(message))

    def test_one_to_six_functions_are_offered(self):
        counts = {len(Generator(5).conversation(i, kind="single").tools) for i in range(300)}
        self.assertEqual(counts, {1, 2, 3, 4, 5, 6})

    def test_easy_conversations_offer_few_functions(self):
        self.assertEqual({len(Generator(5).conversation(i, 0.0, "single").tools) for i in range(50)}, {1})

    def test_training_begins_with_copying_alone(self):
        self.assertEqual({Generator(5).conversation(i, 0.0).kind for i in range(50)}, {"echo"})
        self.assertEqual({Generator(5).conversation(i, 1.0).kind for i in range(300)}, set(MIXTURE))


if __name__ == "__main__":
    unittest.main()
