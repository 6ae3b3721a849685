import { pageHistoryEn } from '../../../../core/words/page-history.en.ts';
import { pageHistoryKo } from '../../../../core/words/page-history.ko.ts';

/** The sentences of the history, by the browser's language. */
export const sayHistory = navigator.language.toLowerCase().startsWith('ko')
  ? pageHistoryKo
  : pageHistoryEn;
