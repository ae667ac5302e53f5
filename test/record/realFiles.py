"""Records what gensim 4.2 reads of files by other writers: `python3 test/record/realFiles.py FOLDER > test/fixtures/realFiles.json`.

FOLDER holds the files that realFiles.test.ts names; Debian's python3-gensim has the version.
"""
import json, os, sys
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_vectors

LOAD = {
    'glove': lambda path: KeyedVectors.load_word2vec_format(path, no_header=True),
    'text': lambda path: KeyedVectors.load_word2vec_format(path),
    'binary': lambda path: KeyedVectors.load_word2vec_format(path, binary=True),
    'fasttext': load_facebook_vectors,
}
FILES = {
    'cp852_fasttext.bin': 'fasttext',
    'crime-and-punishment.bin': 'fasttext',
    'crime-and-punishment.vec': 'text',
    'euclidean_vectors.bin': 'binary',
    'glove_twitter_25d_12k.txt': 'glove',
    'googlenews_8k_300d.bin': 'binary',
    'lee_fasttext.bin': 'fasttext',
    'lee_fasttext.vec': 'text',
    'non_ascii_fasttext.bin': 'fasttext',
    'test_glove.txt': 'glove',
    'toy-model.bin': 'fasttext',
    'toy-model.vec': 'text',
    'word2vec_pre_kv_c': 'text',
}
STRANGERS = ['zyxwunseen', 'naïveté', '国王', 'a']


def numbers(vector):
    return [float('%.7g' % number) for number in vector]


recorded = []
for name, kind in FILES.items():
    kv = LOAD[kind](os.path.join(sys.argv[1], name))
    rows = sorted({0, 1, len(kv) // 3, len(kv) // 2, len(kv) - 1} - {kv.key_to_index.get('</s>')})
    recorded.append({
        'file': name,
        'size': len(kv),
        'dims': kv.vector_size,
        # Every word, so short that they can be compared: the sum of their lengths in UTF-8, and some in full.
        'wordBytes': sum(len(word.encode()) for word in kv.index_to_key),
        # Without the end of sentence: gensim gives it parts, fastText itself does not.
        'sum': float(sum(kv[word].sum(dtype='f8') for word in kv.index_to_key if word != '</s>')),
        'rows': [[row, kv.index_to_key[row], numbers(kv.vectors[row])] for row in rows],
        'unseen': [[word, numbers(kv[word])] for word in STRANGERS if word not in kv] if kind == 'fasttext' else [],
    })
json.dump(recorded, sys.stdout, ensure_ascii=False, indent=1)
print()
