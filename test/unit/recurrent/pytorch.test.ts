import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { largestDifference, PARTS, runCase, type PyTorchCase } from '../../../bench/pytorchCase.ts';

const TOLERANCE = 1e-5;

function agrees(recorded: PyTorchCase): void {
  const ours = runCase(recorded);
  for (const part of PARTS) {
    if (recorded[part] === undefined) continue;
    const difference = largestDifference(ours[part], recorded[part]);
    assert.ok(difference < TOLERANCE, `${part} differs by ${difference}`);
  }
}

/** The article's shapes: batch 2, 3 steps, input 2, hidden 3. Computed by nn.RNN of torch 1.13, batch_first=True. */
const ARTICLE: PyTorchCase = {
  kind: 'RNN',
  args: { input_size: 2, hidden_size: 3 },
  state_dict: {
    weight_ih_l0: [
      [-0.3275584578514099, -0.1779763102531433],
      [-0.49412134289741516, 0.2884911000728607],
      [0.08257684856653214, -0.5753772258758545],
    ],
    weight_hh_l0: [
      [-0.36243149638175964, -0.5457616448402405, -0.5315995216369629],
      [0.25711917877197266, -0.31895387172698975, -0.3819969594478607],
      [-0.05600311607122421, -0.10056281834840775, 0.2037530541419983],
    ],
    bias_ih_l0: [0.31842198967933655, 0.2496362030506134, 0.34158074855804443],
    bias_hh_l0: [0.29531073570251465, 0.12746450304985046, -0.4259644150733948],
  },
  input: [
    [
      [-0.4567345380783081, -0.30607274174690247],
      [0.623303234577179, 1.1942514181137085],
      [-1.286717176437378, 0.11269289255142212],
    ],
    [
      [-1.4296413660049438, 1.3499069213867188],
      [1.1167287826538086, 1.3880870342254639],
      [1.3662151098251343, -0.026407936587929726],
    ],
  ],
  h0: [
    [
      [-0.6949413418769836, -1.3230059146881104, 0.12569721043109894],
      [-1.8513416051864624, 1.4690070152282715, -0.37070488929748535],
    ],
  ],
  output: [
    [
      [0.9384512901306152, 0.6105281114578247, 0.24640630185604095],
      [-0.5422241687774658, 0.350559264421463, -0.6548851728439331],
      [0.8783465027809143, 0.779596745967865, -0.3746310770511627],
    ],
    [
      [0.7202170491218567, 0.5849801898002625, -0.8000400066375732],
      [-0.152887761592865, 0.48535409569740295, -0.7829752564430237],
      [0.36068257689476013, -0.19796684384346008, -0.15489448606967926],
    ],
  ],
  h_n: [
    [
      [0.8783465027809143, 0.779596745967865, -0.3746310770511627],
      [0.36068257689476013, -0.19796684384346008, -0.15489448606967926],
    ],
  ],
  influence_on_last_output_first_sequence: [0.041047368198633194, 0.1188073456287384, 0.5543592572212219],
};

test('the article’s batch gives what PyTorch’s nn.RNN gives', () => agrees(ARTICLE));

const FOLDER = join(import.meta.dirname, '../../../../shared/data/rnn');
const cases = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.json')) : [];

for (const file of cases) {
  test(`as PyTorch within ${TOLERANCE}: ${file}`, () => {
    agrees(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as PyTorchCase);
  });
}

if (cases.length === 0) {
  test('as PyTorch: the recorded cases', { skip: 'no folder ../shared/data/rnn beside the checkout' });
}
