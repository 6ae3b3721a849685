import { html, nothing, type TemplateResult } from 'lit-html';
import { MAX_LINE } from '../../../../core/chat/command.ts';
import type { State } from '../model.ts';
import {
  attachmentsView,
  attachView,
  dropView,
  faultsView,
  progressView,
} from './attachments-view.ts';
import { focusBox, isTouched } from './box.ts';
import { chipMenuView, chipsView } from './chips-view.ts';
import { COMPLETIONS_ID, completionsView } from './completions-view.ts';
import type { Composer } from './composer.ts';
import { countedLine } from './counted.ts';
import { creditsView } from './credits-view.ts';
import { keyAct } from './keys.ts';
import type { ComposerState } from './state.ts';
import { say } from './words.ts';

/** Where one writes, with the attached pictures, the options and the credits of the day. `sent` runs when a line was taken. */
export function composerView(
  { composer: state }: State,
  composer: Composer,
  sent: () => void,
  above: TemplateResult | typeof nothing,
): TemplateResult {
  const send = async () => {
    if (await composer.send()) sent();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isTouched()) focusBox();
    void send();
  };
  return html`<section aria-label=${say.region()}><form class="composer" @submit=${submit}>
    <div class="above">
      ${above}${progressView(state, composer)}${completionsView(state, composer)}${chipMenuView(state, composer)}
    </div>
    <div class="box">
      ${faultsView(state, composer)}${attachmentsView(state, composer)}
      ${textView(state, composer, () => void send())}
      <div class="tools">
        ${attachView(composer)}${chipsView(state, composer)}
        <div class="end">
          ${countedView(state)}${creditsView(state.credits)}
          <button class="primary send" aria-label=${say.send()} ?disabled=${state.busy}>
            <span class="roomy">${say.send()}</span><span class="tight" aria-hidden="true">↑</span>
          </button>
        </div>
      </div>
    </div>
    ${dropView(state)}
  </form></section>`;
}

function textView(state: ComposerState, composer: Composer, send: () => void): TemplateResult {
  const { suggestions, active } = state;
  const isOpen = suggestions.length > 0;
  return html`<textarea
    id="composer"
    rows="1"
    dir="auto"
    maxlength=${MAX_LINE}
    enterkeyhint="send"
    aria-label=${say.box()}
    aria-autocomplete="list"
    aria-haspopup="listbox"
    aria-controls=${isOpen ? COMPLETIONS_ID : nothing}
    aria-activedescendant=${active < 0 ? nothing : `${COMPLETIONS_ID}-${active}`}
    placeholder=${say.box()}
    @input=${({ currentTarget: box }: Event) => {
      if (box instanceof HTMLTextAreaElement) composer.typed(box.value, box.selectionStart);
    }}
    @keydown=${(event: KeyboardEvent) => pressed(event, state, composer, send)}
    @blur=${() => composer.completion.close()}
  ></textarea>`;
}

function pressed(
  event: KeyboardEvent,
  { suggestions, active, line }: ComposerState,
  composer: Composer,
  send: () => void,
): void {
  const recalls = composer.past.recalls(line);
  const act = keyAct(event, { suggestions: suggestions.length, active, recalls });
  if (act === null) return;
  event.preventDefault();
  switch (act) {
    case 'send':
      return send();
    case 'take':
      return composer.completion.take(active);
    case 'close':
      return composer.completion.close();
    case 'next':
      return composer.completion.step(1);
    case 'previous':
      return composer.completion.step(-1);
    case 'older line':
      return composer.recall(1);
    case 'newer line':
      return composer.recall(-1);
  }
}

function countedView({ line }: ComposerState): TemplateResult | typeof nothing {
  const counted = countedLine(line);
  if (counted === null) return nothing;
  const { count, most } = counted;
  return html`<output class=${count > most ? 'counted danger' : 'counted'}>${say.counted(count, most)}</output>`;
}
