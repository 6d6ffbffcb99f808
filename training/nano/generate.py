"""Greedy generation with llama.cpp, and how many tokens the MTP heads would have drafted rightly."""
import numpy as np

from .tokenizer import END_OF_TURN


class Generation:
    """Generates with one open model; with heads, each step also asks them for drafts and counts the right ones."""

    length = 2048  # of contexts
    limit = 300  # of an answer

    def __init__(self, native, trunk, draft, tokenizer, heads):
        self.native, self.trunk, self.draft, self.tokenizer, self.heads = native, trunk, draft, tokenizer, heads
        self.end = tokenizer.number(END_OF_TURN)
        self.asked = np.zeros(heads, dtype=int)  # drafts whose predecessors were all right
        self.right = np.zeros(heads, dtype=int)
        if draft is not None:
            native.set_embeddings(trunk.handle, True, False)
            native.set_embeddings(draft.handle, True, True)

    def run(self, text):
        """The tokens that follow the text, to the end of the turn."""
        tokens = self.tokenizer.encode(text)
        self.trunk.forget(0)
        pending = self._read(tokens, 0, np.zeros(self.trunk.model.width, dtype=np.float32))
        answer, drafts = [], []
        while len(answer) < self.limit and len(tokens) + len(answer) < self.length - self.heads:
            token = int(self.trunk.logits(-1).argmax())
            answer.append(token)
            drafts.append(self._draft(token, pending, len(tokens) + len(answer) - 1))
            if token == self.end:
                break
            pending = self._read([token], len(tokens) + len(answer) - 1, pending)
        self._count(answer, drafts)
        return self.tokenizer.decode(answer)

    def _read(self, tokens, position, pending):
        """Decodes tokens, replays them through the heads and returns the last hidden state."""
        self.trunk.decode(tokens, position, outputs=[len(tokens) - 1])
        if self.draft is None:
            return pending
        hidden = np.stack([self.trunk.hidden(i) for i in range(len(tokens))])
        shifted = np.concatenate((pending[None], hidden[:-1]))
        for head in range(self.heads):
            self._select(head, position)
            self.draft.decode(tokens, position, shifted, outputs=[])
        return hidden[-1]

    def _draft(self, token, pending, position):
        if self.draft is None:
            return []
        tokens, rows = [token], [pending]
        for head in range(self.heads):
            self._select(head, position)
            self.draft.decode(tokens, position, np.stack(rows), outputs=[head])
            tokens.append(int(self.draft.logits(head).argmax()))
            rows.append(self.draft.hidden(head))
        self.draft.forget(position)
        return tokens[1:]

    def _select(self, head, position):
        self.draft.forget(position)
        self.native.set_head(self.draft.handle, head)

    def _count(self, answer, drafts):
        for index, draft in enumerate(drafts):
            for head, (guess, token) in enumerate(zip(draft, answer[index + 1:])):
                self.asked[head] += 1
                if guess != token:
                    break
                self.right[head] += 1
