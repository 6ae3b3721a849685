import { html, nothing, type TemplateResult } from 'lit-html';
import { sizeText } from '../../../../core/base/units.ts';
import { MAX_ATTACHMENTS } from '../../../../core/chat/command.ts';
import { ATTACHMENT_LIMITS } from '../../../../core/domain/picture-limits.ts';
import type { Composer } from './composer.ts';
import type { ComposerState } from './state.ts';
import { say } from './words.ts';

/** Opens the system's choice of files. */
export function attachView(composer: Composer): TemplateResult {
  const pick = ({ currentTarget: input }: Event) => {
    if (!(input instanceof HTMLInputElement)) return;
    composer.attaching.add(input.files ?? []);
    input.value = '';
  };
  return html`<label class="attach button" title=${say.attach()}>
    <span aria-hidden="true">+</span>
    <input
      type="file"
      accept="image/png,image/jpeg,image/webp"
      multiple
      aria-label=${say.attach()}
      @change=${pick}
    />
  </label>`;
}

/** The images that go with the line. */
export function attachmentsView(
  { attachments }: ComposerState,
  composer: Composer,
): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`<ul class="attachments" aria-label=${say.attachments()}>
    ${attachments.map(
      (one) => html`<li>
        <img src=${one.preview} alt=${one.file.name} title=${one.file.name} width="64" height="64" />
        <span aria-hidden="true">${one.file.name}</span>
        <button type="button" class="remove" aria-label=${say.detach(one.file.name)} @click=${() => composer.attaching.remove([one])}>×</button>
      </li>`,
    )}
  </ul>`;
}

/** Why files were not attached. The region is there before a sentence is, so that it is read. */
export function faultsView({ faults }: ComposerState, composer: Composer): TemplateResult {
  return html`<div class="faults" role="status">
    ${faults.map(
      ({ key, sentence }) => html`<p>
        <span dir="auto">${sentence}</span>
        <button type="button" class="remove" aria-label=${say.dismiss()} @click=${() => composer.attaching.dismiss(key)}>×</button>
      </p>`,
    )}
  </div>`;
}

/** How far the images are sent. A quick sending is over before it is to be seen. */
export function progressView(
  { progress }: ComposerState,
  composer: Composer,
): TemplateResult | typeof nothing {
  if (progress === null) return nothing;
  const { image, of, share } = progress;
  const text = say.sending(image, of, Math.round(share * 100));
  return html`<div class="progress">
    <progress max=${of} .value=${image - 1 + share} aria-label=${text}></progress>
    <span>${text}</span>
    <button type="button" @click=${() => composer.stop()}>${say.stop()}</button>
  </div>`;
}

/** Where files can be dropped: anywhere. */
export function dropView({ dragging }: ComposerState): TemplateResult | typeof nothing {
  if (!dragging) return nothing;
  return html`<div class="drop">
    <p><b>${say.drop()}</b>${say.drop_limits(MAX_ATTACHMENTS, sizeText(ATTACHMENT_LIMITS.maxBytes))}</p>
  </div>`;
}
