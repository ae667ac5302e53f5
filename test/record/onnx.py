"""Models of ONNX as PyTorch 1.13 exports them, and what PyTorch computes with each: `python3 test/record/onnx.py test/fixtures/onnx`.

Debian's python3-torch has the version.
"""
import json, os, sys, warnings
import torch
from torch import nn

warnings.simplefilter('ignore')
torch.manual_seed(1)


class LanguageModel(nn.Module):
    """The network is one of several parts, and its vectors come from a table."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(9, 3)
        self.rnn = nn.GRU(3, 4, num_layers=2, batch_first=True)
        self.decoder = nn.Linear(4, 9)

    def forward(self, tokens):
        return self.decoder(self.rnn(self.table(tokens))[0])


class Two(nn.Module):
    """Two networks beside each other: of the first, the second gets the last state only."""

    def __init__(self):
        super().__init__()
        self.first = nn.LSTM(3, 2)
        self.second = nn.LSTM(2, 2)

    def forward(self, x):
        _, (last, _) = self.first(x)
        return self.second(last)[0]


x = torch.rand(5, 1, 3) * 4 - 2
networks = {
    'lstm': nn.LSTM(3, 2, num_layers=3, bidirectional=True),
    'relu': nn.RNN(3, 2, nonlinearity='relu', bias=False),
    'tanh': nn.RNN(3, 4),
}
model, two = LanguageModel(), Two()
exported = {**{name: (network, x) for name, network in networks.items()}, 'model': (model, torch.zeros(1, 5, dtype=torch.long)), 'two': (two, x)}
recorded = {**networks, 'model': model.rnn, 'first': two.first}
for name, (module, sample) in exported.items():
    torch.onnx.export(module, sample, os.path.join(sys.argv[1], f'{name}.onnx'))
with torch.no_grad():
    outputs = {
        name: (network(x.transpose(0, 1))[0].transpose(0, 1) if name == 'model' else network(x)[0]).flatten().tolist()
        for name, network in recorded.items()
    }
with open(os.path.join(sys.argv[1], 'expected.json'), 'w') as file:
    json.dump({'input': x.flatten().tolist(), 'outputs': outputs}, file, indent=1)
    file.write('\n')
