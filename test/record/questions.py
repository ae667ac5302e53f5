"""Records what gensim 4.2 answers: `python3 test/record/questions.py VECTORS EVAL > test/fixtures/questions.json`.

VECTORS holds googlenews_8k_300d.bin, glove_twitter_25d_12k.txt and lee_fasttext.bin; EVAL holds wordsim353.tsv,
simlex999.txt and questions-words.txt. Debian's python3-gensim and python3-sklearn have the versions.
"""
import json, os, sys
import numpy as np
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_vectors
from sklearn.decomposition import TruncatedSVD

VECTORS, EVAL = sys.argv[1:]
SETS = {
    'googlenews_8k_300d.bin': lambda path: KeyedVectors.load_word2vec_format(path, binary=True),
    'glove_twitter_25d_12k.txt': lambda path: KeyedVectors.load_word2vec_format(path, no_header=True),
}
MOST_SIMILAR = [
    {'positive': ['king']},
    {'positive': ['king', 'woman'], 'negative': ['man']},
    {'positive': ['paris', 'japan'], 'negative': ['france']},
    {'positive': ['bread', 'milk', 'cheese']},
    {'positive': ['good'], 'negative': ['bad', 'ugly']},
    {'positive': [], 'negative': ['happy']},
    {'positive': ['computer'], 'first': 1000},
]
WEIGHTED = [('0.5*king + queen', [('king', 0.5), ('queen', 1.0)]),
            ('2*(king - man) + woman/4', [('king', 2.0), ('man', -2.0), ('woman', 0.25)])]
PAIRS = [('king', 'queen'), ('man', 'woman'), ('good', 'bad'), ('coffee', 'music')]
GROUPS = [(['king', 'queen'], ['man', 'woman']), (['coffee'], ['bread', 'milk', 'cheese'])]
ODD = ['breakfast lunch dinner music', 'king queen woman football', 'red green blue monday']
SENTENCES = ['the king and the queen', 'a man ate bread with cheese', 'computer music is good']


def scored(answer):
    return [[word, float('%.9g' % score)] for word, score in answer]


def known(kv, words):
    return all(word in kv for word in words)


def sif(kv, words):
    """Arora et al. 2017 with a = 1e-3 and p by Zipf's law with Mandelbrot's offset, as no counts are known."""
    p = 1 / (np.arange(len(kv)) + 1 + 2.7)
    p /= p.sum()
    rows = [kv.key_to_index[word] for word in words]
    return np.mean([kv.vectors[row].astype('f8') * (1e-3 / (1e-3 + p[row])) for row in rows], axis=0)


def cosines(vectors):
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return (unit @ unit.T).tolist()


def record(name, kv):
    answer = {'file': name}
    asked = [question for question in MOST_SIMILAR
             if known(kv, question['positive'] + question.get('negative', []))]
    answer['mostSimilar'] = [
        {**question, 'answer': scored(kv.most_similar(question['positive'], question.get('negative', []), topn=10,
                                                      restrict_vocab=question.get('first')))}
        for question in asked]
    answer['cosmul'] = [
        {**question, 'answer': scored(kv.most_similar_cosmul(question['positive'], question.get('negative', [])))}
        for question in asked if question['positive'] and not question.get('first')]
    answer['weighted'] = [
        [text, scored(kv.most_similar(terms))] for text, terms in WEIGHTED]
    pairs = [pair for pair in PAIRS if known(kv, pair)]
    answer['pairs'] = [
        {'a': a, 'b': b, 'similarity': float(kv.similarity(a, b)), 'distance': float(kv.distance(a, b)),
         'rank': int(kv.rank(a, b)), 'closer': sorted(kv.closer_than(a, b))[:20]}
        for a, b in pairs]
    answer['groups'] = [{'a': a, 'b': b, 'similarity': float(kv.n_similarity(a, b))} for a, b in GROUPS
                        if known(kv, a + b)]
    answer['odd'] = [{'words': words.split(), 'answer': kv.doesnt_match(words.split())} for words in ODD
                     if known(kv, words.split())]
    vector = kv['king'] - kv['man'] / 2
    answer['byVector'] = {'king': 1, 'man': -0.5, 'answer': scored(kv.similar_by_vector(vector))}
    sentences = [[word for word in sentence.split() if word in kv] for sentence in SENTENCES]
    means = np.array([kv.get_mean_vector(words, pre_normalize=False) for words in sentences], dtype='f8')
    weighted = np.array([sif(kv, words) for words in sentences])
    svd = TruncatedSVD(n_components=1, algorithm='arpack', random_state=0).fit(weighted).components_
    answer['sentences'] = {'texts': [' '.join(words) for words in sentences], 'mean': cosines(means),
                           'sif': cosines(weighted), 'without': cosines(weighted - weighted @ svd.T @ svd)}
    answer['wordPairs'] = []
    for pairs in ['wordsim353.tsv', 'simlex999.txt']:
        for case_insensitive in [True, False]:
            pearson, spearman, oov = kv.evaluate_word_pairs(os.path.join(EVAL, pairs), case_insensitive=case_insensitive)
            answer['wordPairs'].append({'file': pairs, 'isCaseSensitive': not case_insensitive, 'first': 300000,
                                        'pearson': float(pearson[0]), 'spearman': float(spearman[0]), 'oov': oov})
    answer['analogies'] = []
    for first in [300000, 3000]:
        score, sections = kv.evaluate_word_analogies(os.path.join(EVAL, 'questions-words.txt'), restrict_vocab=first)
        answer['analogies'].append({'first': first, 'accuracy': score, 'sections': [
            [section['section'], len(section['correct']), len(section['correct']) + len(section['incorrect'])]
            for section in sections[:-1]]})
    return answer


recorded = [record(name, load(os.path.join(VECTORS, name))) for name, load in SETS.items()]
ft = load_facebook_vectors(os.path.join(VECTORS, 'lee_fasttext.bin'))
subwords = {'file': 'lee_fasttext.bin', 'unseen': ['governmental', 'policemen'],
            'pairs': [['governmental', 'government', float(ft.similarity('governmental', 'government'))]],
            'mostSimilar': [['governmental', scored(ft.most_similar('governmental', topn=5))]]}
json.dump({'sets': recorded, 'subwords': subwords}, sys.stdout, indent=1)
print()
