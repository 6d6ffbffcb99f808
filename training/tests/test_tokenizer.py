"""The tokenizer: no text is lost, and llama.cpp computes the same tokens."""
import os
import random
import tempfile
import unittest

from nano import pretokenizer
from nano.chat import pieces
from nano.export import export
from nano.generator import Generator
from nano.tokenizer import PHRASES, Tokenizer
from tests import small

CHARACTERS = list("abcXYZ019 \t\n\r.,:;!?'\"{}[]<>/\\|_-+=") + list("éßñЖ日本語مرحبا½²Ⅷ€👍🇩🇪") + ["\u0301", "\u00a0", "\u2028", "\x85", "\x1c",
              "'s", "'re", "  ", "\n\n", "<|im_end|>", "<think>", "</tool_call>", *PHRASES]


def random_text(rng):
    """Characters of every class, in any order."""
    return "".join(rng.choices(CHARACTERS, k=rng.randint(0, 60)))


class TokenizerTests(unittest.TestCase):
    def test_pretokenizer_keeps_all_text(self):
        rng = random.Random(1)
        for _ in range(2000):
            text = random_text(rng)
            self.assertEqual("".join(pretokenizer.split(text)), text)

    def test_decode_undoes_encode(self):
        rng, tokenizer = random.Random(2), small.tokenizer()
        for _ in range(1000):
            text = random_text(rng)
            self.assertEqual(tokenizer.decode(tokenizer.encode(text)), text)

    def test_saved_tokenizer_is_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "tokenizer.json")
            small.tokenizer().save(path)
            self.assertEqual(Tokenizer.load(path).tokens, small.tokenizer().tokens)

    def test_model_holds_its_tokenizer(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.gguf")
            export(small.random_model(), small.tokenizer(), path, {})
            self.assertEqual(Tokenizer.load(path).tokens, small.tokenizer().tokens)

    def test_value_has_the_same_tokens_wherever_it_stands(self):
        tokenizer, rng = small.tokenizer(), random.Random(3)
        roots = tokenizer.roots()
        for _ in range(300):
            word = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7)) + str(rng.randint(0, 999))
            alone = tokenizer.encode(word)
            for text in (f"set it to {word}", f'{{"x": "{word}"}}', f"\n{word}\n"):
                spelled = [roots[token] for token in tokenizer.encode(text)]
                self.assertTrue(any(spelled[i:i + len(alone)] == alone for i in range(len(spelled))), text)

    def test_digits_and_spaces_stand_alone(self):
        tokenizer = small.tokenizer()
        for token in tokenizer.tokens[256:256 + len(tokenizer.merges)]:
            self.assertFalse(any(c.isdigit() for c in token), token)
            self.assertNotIn("Ċ", token)

    def test_native_tokens_are_the_same(self):
        native, tokenizer, rng = small.native(), small.tokenizer(), random.Random(4)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.gguf")
            export(small.random_model(), tokenizer, path, {})
            with native.model(path, vocabulary_only=True) as model:
                texts = [random_text(rng) for _ in range(3000)]
                texts += ["".join(text for text, _ in pieces(Generator(2).conversation(i))) for i in range(200)]
                for text in texts:
                    self.assertEqual(tokenizer.encode(text), model.tokenize(text), repr(text))


if __name__ == "__main__":
    unittest.main()
