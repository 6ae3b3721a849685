import { html, nothing, type TemplateResult } from 'lit-html';
import type { Composer } from './composer.ts';
import { type Shown, shownOptions } from './options.ts';
import { type ChipMenu, type ChipName, CHIPS, type ComposerState } from './state.ts';
import { say } from './words.ts';

const MENU_ID = 'chip-menu';

/** The options, each with what is set for it. */
export function chipsView(
  { line, chosen, menu }: ComposerState,
  composer: Composer,
): TemplateResult {
  const shown = shownOptions(line, chosen);
  return html`<div class="option-chips" role="group" aria-label=${say.options()}>
    ${CHIPS.map((name) => chipView(name, shown[name], menu?.option === name, composer))}
  </div>`;
}

function chipView(
  name: ChipName,
  shown: Shown | undefined,
  isOpen: boolean,
  composer: Composer,
): TemplateResult {
  const title = say.chip[name];
  return html`<span class=${shown === undefined ? 'option-chip' : 'option-chip set'} data-option=${name}>
    <button
      type="button"
      id="chip-${name}"
      aria-haspopup="listbox"
      aria-expanded=${isOpen}
      title=${shown?.typed === true ? say.typed() : nothing}
      @click=${() => void composer.chips.toggle(name)}
    >
      ${title}${shown === undefined ? nothing : html` <b dir="auto">${shown.text}</b>`}
    </button>
    ${
      shown === undefined
        ? nothing
        : html`<button
            type="button"
            class="clear"
            aria-label=${say.clear(title)}
            @click=${() => composer.chips.clear(name)}
          >×</button>`
    }
  </span>`;
}

/** The open menu of a chip. */
export function chipMenuView(
  { menu, chosen }: ComposerState,
  composer: Composer,
): TemplateResult | typeof nothing {
  if (menu === null) return nothing;
  const title = say.chip[menu.option];
  const marked = menu.choices === null ? nothing : `${MENU_ID}-${menu.active}`;
  return html`<div class="chip-menu listed" @keydown=${(event: KeyboardEvent) => pressed(event, menu, composer)}>
    ${
      menu.searched
        ? html`<input
            type="search"
            maxlength="200"
            aria-label=${say.search()}
            placeholder=${say.search()}
            aria-controls=${MENU_ID}
            aria-activedescendant=${marked}
            @input=${({ currentTarget }: Event) => {
              if (currentTarget instanceof HTMLInputElement)
                void composer.chips.search(currentTarget.value);
            }}
          />`
        : nothing
    }
    <ul id=${MENU_ID} role="listbox" tabindex="0" aria-label=${title} aria-activedescendant=${marked}>
      ${menu.choices === null ? html`<li role="option" aria-disabled="true" aria-selected="false">${say.loading()}</li>` : choicesView(menu, chosen, composer)}
    </ul>
  </div>`;
}

function choicesView(
  { option, choices, active, typed }: ChipMenu,
  chosen: ComposerState['chosen'],
  composer: Composer,
): TemplateResult {
  const set = chosen[option]?.value;
  const none = option === 'count' ? say.pairs(1) : say.automatic();
  const all = [{ value: undefined, label: none }, ...(choices ?? [])];
  return html`${all.map(
    ({ value, label }, index) => html`<li
      role="option"
      id="${MENU_ID}-${index}"
      class=${index === active ? 'active' : ''}
      aria-selected=${value === set}
      @click=${() => composer.chips.take(index)}
    >${label}</li>`,
  )}
  ${typed !== '' && all.length === 1 ? html`<li role="option" aria-disabled="true" aria-selected="false">${say.no_choices()}</li>` : nothing}`;
}

function pressed(event: KeyboardEvent, menu: ChipMenu, composer: Composer): void {
  if (event.isComposing) return;
  const act = actsOf(menu, composer)[event.key];
  const isSearch = event.target instanceof HTMLInputElement;
  if (act === undefined || (isSearch && event.key === ' ')) return;
  if (event.key !== 'Tab') event.preventDefault();
  event.stopPropagation();
  act();
}

function actsOf({ active }: ChipMenu, { chips }: Composer): Readonly<Record<string, () => void>> {
  return {
    ArrowDown: () => chips.step(1),
    ArrowUp: () => chips.step(-1),
    Enter: () => chips.take(active),
    ' ': () => chips.take(active),
    Escape: () => chips.close(),
    Tab: () => chips.close(),
  };
}
