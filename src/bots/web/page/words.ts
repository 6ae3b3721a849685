import { pageEn } from '../../../core/words/page.en.ts';
import { pageKo } from '../../../core/words/page.ko.ts';

/** The page's own sentences, by the browser's language. */
export const say = navigator.language.toLowerCase().startsWith('ko') ? pageKo : pageEn;
