import { pageCompareEn } from '../../../../core/words/page-compare.en.ts';
import { pageCompareKo } from '../../../../core/words/page-compare.ko.ts';

/** The sentences of comparing, by the browser's language. */
export const sayCompare = navigator.language.toLowerCase().startsWith('ko')
  ? pageCompareKo
  : pageCompareEn;
