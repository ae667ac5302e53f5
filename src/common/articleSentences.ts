/** The article's two sentences, as it has them: the word that is missing at the end is told by one near it, and by one far away. */
export const SHORT_SENTENCE = '我爱在足球场上踢__';
export const LONG_SENTENCE =
  '我爸爸从小就带我去足球场踢足球,我的爱好就是足球。我和爸爸关系非常好,经常带我一起玩耍,…,真是一个伟大的父亲。长大后,我的爱好一直没变,现在我就要去踢__';

/** Near and far: what a network has to remember of each is a few words, or nearly all. */
export const ARTICLE_SENTENCES: readonly string[] = [SHORT_SENTENCE, LONG_SENTENCE];
