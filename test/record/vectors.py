"""Writes one small set with NumPy, gensim and fastText: `python3 test/record/vectors.py` (Debian's python3-gensim and
python3-fasttext). What fastText itself says of its model is recorded beside it."""
import json, os, tempfile
import numpy as np
from gensim.models import FastText, KeyedVectors, Word2Vec
from gensim.scripts.word2vec2tensor import word2vec2tensor
import fasttext

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'vectors')
os.makedirs(here, exist_ok=True)
os.chdir(here)

WORDS = ['king', 'queen', '国王', 'naïve', 'bread']
COUNTS = [50, 40, 30, 20, 10]
VECTORS = np.sin(np.arange(20)).reshape(5, 4).astype('f4')
json.dump({'words': WORDS, 'counts': COUNTS, 'vectors': VECTORS.tolist()}, open('expected.json', 'w'), ensure_ascii=False)

np.save('numpy.npy', VECTORS)
open('numpy.txt', 'w').write('\n'.join(WORDS) + '\n')
np.save('fortran.npy', np.asfortranarray(VECTORS.astype('>f8')))
json.dump(WORDS, open('fortran.json', 'w'), ensure_ascii=False)
np.savez('stored.npz', vectors=VECTORS, words=np.array(WORDS))
np.savez_compressed('packed.npz', vectors=VECTORS, words=np.array(WORDS))

kv = KeyedVectors(4)
kv.add_vectors(WORDS, VECTORS)
for word, count in zip(WORDS, COUNTS):
    kv.set_vecattr(word, 'count', count)
kv.save('keyed.kv')
kv.save('keyed2.kv', pickle_protocol=2)
kv.save('keyed5.kv', pickle_protocol=5)
kv.save('apart.kv', sep_limit=1)
kv.save_word2vec_format('gensim.vec')
kv.save_word2vec_format('gensim.bin', binary=True)
kv.save_word2vec_format('gensim.glove', write_header=False)
word2vec2tensor('gensim.vec', 'gensim')

model = Word2Vec(vector_size=4, min_count=1)
model.build_vocab_from_freq(dict(zip(WORDS, COUNTS)))
model.wv.vectors[:] = VECTORS
model.save('word2vec.model')

sentences = [line.split() for line in ['the king rules the city', 'the queen rules the king', '国王 住 在 城里', 'naïve bread'] * 5]
ft = FastText(sentences, vector_size=4, min_count=1, bucket=40, min_n=2, max_n=3, seed=1, workers=1)
ft.save('fasttext.model')
unseen = ['kingdom', '国', 'naïveté']
recorded = {
    'words': ft.wv.index_to_key,
    'vectors': ft.wv.vectors.tolist(),
    'unseen': {word: ft.wv[word].tolist() for word in unseen},
}
json.dump(recorded, open('fasttext.model.json', 'w'), ensure_ascii=False)

with tempfile.NamedTemporaryFile('w', suffix='.txt') as text:
    text.write('\n'.join(' '.join(sentence) for sentence in sentences) + '\n')
    text.flush()
    own = fasttext.train_unsupervised(text.name, dim=4, minCount=1, bucket=40, minn=2, maxn=3, thread=1)
own.save_model('fasttext.bin')
recorded = {
    'words': own.words,
    'vectors': [own.get_word_vector(word).tolist() for word in own.words],
    'unseen': {word: own.get_word_vector(word).tolist() for word in unseen},
}
json.dump(recorded, open('fasttext.bin.json', 'w'), ensure_ascii=False)
