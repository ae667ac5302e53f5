"""`TRAIN TEST [--kind lstm] [--size 128] [--epochs 3] [--seed 1] [--rate 0.002]`: what `language.ts` does, by PyTorch."""
import argparse
import json
import math
import time
from collections import Counter

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("train")
parser.add_argument("test")
parser.add_argument("--kind", default="lstm")
parser.add_argument("--size", type=int, default=128)
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--rate", type=float, default=0.002)
parser.add_argument("--threads", type=int, default=1)
args = parser.parse_args()
BATCH, STEPS, DROPOUT, CLIP, EVALUATION = 20, 35, 0.2, 1.0, 10
torch.manual_seed(args.seed)
torch.set_num_threads(args.threads)


def tokens_of(path):
    tokens = []
    for line in open(path, encoding="utf8"):
        words = line.split()
        tokens += words + ["<eos>"] if words else []
    return tokens


train, test = tokens_of(args.train), tokens_of(args.test)
words = [word for word, _ in Counter(train).most_common()]
words += [] if "<unk>" in words else ["<unk>"]
rows = {word: row for row, word in enumerate(words)}


def streams_of(tokens, streams):
    ids = torch.tensor([rows.get(token, rows["<unk>"]) for token in tokens])
    length = len(ids) // streams
    return ids[: length * streams].view(streams, length).t().contiguous()


class Model(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.encoder = nn.Embedding(len(words), size)
        self.rnn = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn_tanh": nn.RNN}[args.kind](size, size)
        self.decoder = nn.Linear(size, len(words))
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.uniform_(self.decoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)

    def forward(self, x, states):
        out, states = self.rnn(self.drop(self.encoder(x)), states)
        return self.decoder(self.drop(out)).flatten(0, 1), states


def detached(states):
    return tuple(s.detach() for s in states) if isinstance(states, tuple) else states.detach()


model = Model(args.size)
loss_of = nn.CrossEntropyLoss()
adam = torch.optim.Adam(model.parameters(), lr=args.rate)
data = streams_of(train, BATCH)
start, used = time.perf_counter(), time.process_time()
for _ in range(args.epochs):
    states = None
    for at in range(0, len(data) - 1, STEPS):
        steps = min(STEPS, len(data) - 1 - at)
        logits, states = model(data[at : at + steps], states)
        states = detached(states)
        adam.zero_grad()
        loss_of(logits, data[at + 1 : at + 1 + steps].flatten()).backward()
        nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        adam.step()
wall, cpu = time.perf_counter() - start, time.process_time() - used
model.eval()
held = streams_of(test, EVALUATION)
total, states = 0.0, None
with torch.no_grad():
    for at in range(0, len(held) - 1, STEPS):
        steps = min(STEPS, len(held) - 1 - at)
        logits, states = model(held[at : at + steps], states)
        total += loss_of(logits, held[at + 1 : at + 1 + steps].flatten()).item() * steps
tokens = args.epochs * len(train)
result = {
    "vocabulary": len(words),
    "tokens": tokens,
    "tokens_per_s": tokens / wall,
    "tokens_per_cpu_s": tokens / cpu,
    "perplexity": math.exp(total / (len(held) - 1)),
}
print(json.dumps(result))
