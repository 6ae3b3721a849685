import { pageEn } from '../../../core/words/page.en.ts';
import { pageKo } from '../../../core/words/page.ko.ts';
import { pagePairEn } from '../../../core/words/page-pair.en.ts';
import { pagePairKo } from '../../../core/words/page-pair.ko.ts';

/** The page's own sentences, by the browser's language. */
export const say = navigator.language.toLowerCase().startsWith('ko')
  ? { ...pageKo, ...pagePairKo }
  : { ...pageEn, ...pagePairEn };
