"""Training: a run in two pieces ends where a run in one piece ends, and every stage of the pipeline hands on to the next."""
import json
import os
import tempfile
import unittest

import torch

from nano import checkpoint, train
from nano.batches import BatchPlan, Batches
from nano.evaluate import KINDS, Score, evaluate, questions, read_set, write_set
from nano.export import export, facts, restore, tensors
from nano.generate import Generation
from nano.words import HELD_OUT
from tests import small


class TrainTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.tokenizer = os.path.join(self.folder, "tokenizer.json")
        small.tokenizer().save(self.tokenizer)

    def train(self, name, *arguments, stage="trunk"):
        """Runs a stretch and returns its checkpoint."""
        run = os.path.join(self.folder, name)
        options = train.parse([stage, "--run", run, "--tokenizer", self.tokenizer, "--conversations", "3", "--warmup", "2",
                               "--decline", "2", "--print-every", "0", "--shape", json.dumps(small.SIZES), *arguments])
        training = train.Run(options, train.start(options))
        training.go()
        return checkpoint.load(training.path)

    def test_batches_depend_on_the_step_alone(self):
        first, second = (Batches(BatchPlan(1, conversations=4), small.tokenizer()).step(7, 0.5) for _ in range(2))
        for (a, wa), (b, wb) in zip(first, second):
            self.assertTrue(torch.equal(a, b) and torch.equal(wa, wb))

    def test_only_own_tokens_have_full_weight(self):
        tokens, weights = Batches(BatchPlan(1, conversations=2), small.tokenizer()).step(0, 1.0)[0]
        own = small.tokenizer().decode(tokens[0][weights[0] == 1].tolist())
        self.assertTrue(own.endswith("<|im_end|>"))
        self.assertNotIn("<|im_start|>", own)

    def test_resumed_run_equals_unbroken_run(self):
        whole, _ = self.train("whole", "--steps", "4")
        self.train("pieces", "--steps", "4", "--stop-at", "2")
        pieces, state = self.train("pieces", "--steps", "4")
        self.assertEqual(state["step"], 4)
        for name, value in whole.state_dict().items():
            self.assertTrue(torch.equal(value, pieces.state_dict()[name]), name)

    def test_more_steps_prolong_the_plateau(self):
        whole, _ = self.train("whole", "--steps", "5")
        self.train("longer", "--steps", "4")
        longer, _ = self.train("longer", "--steps", "5")
        for name, value in whole.state_dict().items():
            self.assertTrue(torch.equal(value, longer.state_dict()[name]), name)

    def test_published_file_gives_the_weights_back(self):
        model, path = small.random_model(), os.path.join(self.folder, "model.gguf")
        export(model, small.tokenizer(), path, facts("0.0.1", 35, 7), half=False)
        found, steps = restore(path, small.tokenizer())
        self.assertEqual((steps, found.shape), (7, model.shape))
        for (name, expected), (_, value) in zip(tensors(model), tensors(found)):
            self.assertTrue(torch.allclose(expected, value, atol=1e-6), name)

    def test_training_begins_with_a_published_file(self):
        path = os.path.join(self.folder, "model.gguf")
        export(small.random_model(), small.tokenizer(), path, facts("0.0.1", 35, 7), half=False)
        trunk, _ = self.train("on", "--from", path, "--steps", "0")
        heads, state = self.train("heads", "--from", path, "--steps", "0", stage="mtp")
        self.assertEqual(state["trunk_step"], 7)
        for model in (trunk, heads):
            self.assertTrue(torch.allclose(model.mtp[1].join.weight, small.random_model().mtp[1].join.weight, atol=1e-6))
            self.assertTrue(torch.allclose(model.layers[3].attention.q.weight, small.random_model().layers[3].attention.q.weight))

    def test_pipeline_ends_with_a_file_that_generates(self):
        self.train("run", "--steps", "2")
        before, _ = checkpoint.load(os.path.join(self.folder, "run", "trunk.pt"))
        model, _ = self.train("run", "--steps", "2", stage="mtp")
        for name, value in before.state_dict().items():
            if not name.startswith("mtp."):
                self.assertTrue(torch.equal(value, model.state_dict()[name]), name)
        self.assertFalse(torch.equal(before.mtp[2].join.weight, model.mtp[2].join.weight))
        native, path = small.native(), os.path.join(self.folder, "model.gguf")
        export(model, small.tokenizer(), path, facts("0.0.1", 35, 2))
        with native.model(path) as opened, opened.context(2048) as trunk, opened.context(2048, target=trunk) as draft:
            generation = Generation(native, trunk, draft, small.tokenizer(), 3)
            generation.limit = 20
            table = evaluate(generation, questions(HELD_OUT, 1, 1)[:3]).table()
        self.assertIn("single call", table)
        self.assertGreater(generation.asked[0], 0)


class EvaluateTests(unittest.TestCase):
    def test_evaluation_set_survives_writing(self):
        conversations = questions(HELD_OUT, 1, 2)
        self.assertEqual(len(conversations), 2 * len(KINDS))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "set.jsonl")
            write_set(path, conversations)
            self.assertEqual(read_set(path), conversations)

    def test_score_counts_rates(self):
        score = Score()
        for right in (True, True, False, True):
            score.add("x", right)
        self.assertEqual(score.table(), "| x | 75.0% | 3 of 4 |")


if __name__ == "__main__":
    unittest.main()
