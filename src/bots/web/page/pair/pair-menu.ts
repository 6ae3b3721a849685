import { html, nothing, type TemplateResult } from 'lit-html';
import type { CardImage, PairFacts } from '../model.ts';
import { closeMenu, placeMenu } from '../slot/menu-place.ts';
import { say } from '../words.ts';
import type { PairActs } from './pair-acts.ts';

/** What can be taken from a pair: its link, its prompt, its pictures. `images`: those that the slots show. */
export function pairMenu(
  pair: PairFacts,
  images: readonly CardImage[],
  { copy, useAgain }: PairActs,
): TemplateResult {
  const menu = `pair-${pair.batch_id}`;
  const item = (name: string, label: string, run: () => void) => {
    const press = () => {
      closeMenu(menu);
      run();
    };
    return html`<button class=${`act ${name}`} @click=${press}><span class="label">${label}</span></button>`;
  };
  const link = new URL(`#m-${pair.message_id}`, location.href).href;
  return html`<button
      class="quiet pair-more"
      popovertarget=${menu}
      aria-label=${say.pair_more()}
      title=${say.pair_more()}
    >⋯</button>
    <div class="menu" id=${menu} popover @beforetoggle=${placeMenu}>
      ${item('copy-link', say.copy_link(), () => copy(link, say.link_copied()))}
      ${item('copy-prompt', say.copy_prompt(), () => copy(pair.prompt, say.prompt_copied()))}
      ${item('use-again', say.use_again(), () => useAgain(pair.prompt))}
      ${images.length < 2 ? nothing : item('download-both', say.download_both(), () => downloadAll(images))}
    </div>`;
}

/** Each picture is a download of its own. */
function downloadAll(images: readonly CardImage[]): void {
  for (const { download_url: url } of images) {
    const link = document.createElement('a');
    link.href = url;
    link.download = '';
    link.click();
  }
}
