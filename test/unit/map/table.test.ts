import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapCsv, mapJson, type MapContent } from '../../../src/webview/map/mapFiles.ts';
import { svgPicture } from '../../../src/webview/map/svgPicture.ts';
import { allRows, filterRows, sortRows, type TableFacts } from '../../../src/webview/map/tableRows.ts';

const WORDS = ['the', 'king', 'queen', 'bread', 'cheese "old"'];
const facts: TableFacts = {
  count: 5,
  added: [],
  metadataOf: (column, row) =>
    column === 'topic' ? ['', 'court', 'court', 'table', ''][row] : [NaN, 3, -1, 20, 7][row],
  wordAt: (row) => WORDS[row],
  clusterOf: (row) => ['', 'royals', 'royals', 'food', 'food'][row],
  groups: [{ name: 'breakfast', colour: 0, rows: Int32Array.of(3, 4) }],
  cosines: Float32Array.of(0.1, 1, 0.8, 0, -0.2),
  norms: Float32Array.of(9, 3, 3, 5, 1),
};
const all = Int32Array.of(0, 1, 2, 3, 4);

test('the table is sorted by each column, up and down', () => {
  const sorted = (by: Parameters<typeof sortRows>[1], isDescending = false) => [
    ...sortRows(all, by, isDescending, facts),
  ];
  assert.deepEqual(sorted('word'), [3, 4, 1, 2, 0]);
  assert.deepEqual(sorted('cluster'), [3, 4, 1, 2, 0], 'a word without a cluster comes last');
  assert.deepEqual(sorted('cosine', true), [1, 2, 0, 3, 4]);
  assert.deepEqual(sorted('norm'), [4, 1, 2, 3, 0]);
  assert.deepEqual(sorted('rank', true), [4, 3, 2, 1, 0]);
  assert.deepEqual(sorted(':topic'), [1, 2, 3, 0, 4]);
  assert.deepEqual(sorted(':topic', true), [3, 1, 2, 0, 4], 'what has nothing there comes last both ways');
  assert.deepEqual(sorted(':size', true), [3, 4, 1, 2, 0]);
  assert.deepEqual([...sortRows(all, 'cosine', false, { ...facts, cosines: undefined })], [...all]);
});

test('a filter finds words, clusters and groups', () => {
  assert.deepEqual([...filterRows('ROYAL', new Int32Array(0), facts)], [1, 2]);
  assert.deepEqual([...filterRows('break', new Int32Array(0), facts)], [3, 4]);
  assert.deepEqual([...filterRows('king', Int32Array.of(1), facts)], [1]);
});

test('words that were added stand in the table and in what is written of a map', () => {
  const own = 2 ** 30;
  const withAdded: TableFacts = {
    ...facts,
    added: [7, own],
    wordAt: (row) => (row < 5 ? WORDS[row] : row === 7 ? 'rare' : 'kingish'),
    clusterOf: (row) => (row < 5 ? facts.clusterOf(row) : ''),
  };
  assert.deepEqual([...allRows(withAdded)], [0, 1, 2, 3, 4, 7, own]);
  assert.deepEqual([...filterRows('kingi', new Int32Array(0), withAdded)], [own]);
  assert.deepEqual([...sortRows(allRows(withAdded), 'cosine', true, withAdded)].slice(-2), [7, own]);
  const lines = mapCsv({ ...content, facts: withAdded, graph: undefined }).split('\r\n');
  assert.deepEqual(lines.slice(6, 8), ['8,rare,7,3.5,,', `,kingish,${own},${own / 2},,`]);
});

const content: MapContent = {
  name: 'test.vec',
  facts,
  choice: { params: { method: 'pca', components: 2 } },
  placeOf: (row) => (row === 0 ? undefined : [row, row / 2]),
  graph: {
    type: 'graph',
    count: 2,
    rows: Int32Array.of(1, 2, 2, 0, 1, 0, 4, -1, 3, -1),
    cosines: Float32Array.of(0.5, 0.25, 0.75, 0.5, 0.75, 0.25, 0.5, 0, 0.5, 0),
  },
};

test('CSV and JSON hold places, clusters, groups and neighbours', () => {
  const lines = mapCsv(content).split('\r\n');
  assert.equal(lines[0], 'rank,word,x,y,cluster,groups,neighbour_1,cosine_1,neighbour_2,cosine_2');
  assert.equal(lines[1], '1,the,,,,,king,0.5,queen,0.25');
  assert.equal(lines[5], '5,"cheese ""old""",4,2,food,breakfast,bread,0.5');
  const read = JSON.parse(mapJson(content)) as { set: string; layout: object; words: object[] };
  assert.deepEqual(read.layout, { method: 'pca', components: 2 });
  assert.deepEqual(read.words[3], {
    word: 'bread',
    x: 3,
    y: 1.5,
    cluster: 'food',
    groups: ['breakfast'],
    neighbours: [{ word: 'cheese "old"', cosine: 0.5 }],
  });
  assert.equal(
    'neighbours' in (JSON.parse(mapJson({ ...content, graph: undefined })) as typeof read).words[3],
    false,
  );
});

test('a picture in SVG escapes what words may hold', () => {
  const svg = svgPicture({
    size: { width: 100, height: 50 },
    background: '#ffffff',
    discs: [
      {
        css: 'red',
        opacity: 0.5,
        radius: 2,
        places: [
          [1, 2],
          [3.25, 4],
        ],
      },
    ],
    shapes: [
      {
        css: '#123',
        corners: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
    ],
    lines: [{ css: 'blue', from: [0, 0], to: [5, 5] }],
    texts: [{ text: '<a & "b">', x: 1, y: 2, isTitle: false }],
    textColour: 'black',
    font: '"Some Font", serif',
    fontSize: 12,
  });
  assert.match(svg, /M1\.0 2\.0h0M3\.3 4\.0h0/);
  assert.match(svg, /&#60;a &#38; &#34;b&#34;&#62;/);
  assert.doesNotMatch(svg, /<a &/);
});
