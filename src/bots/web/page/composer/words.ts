import { pageComposerEn } from '../../../../core/words/page-composer.en.ts';
import { pageComposerKo } from '../../../../core/words/page-composer.ko.ts';

/** The composer's sentences, by the browser's language. */
export const say = navigator.language.toLowerCase().startsWith('ko')
  ? pageComposerKo
  : pageComposerEn;
