import { api } from '../api.ts';
import { stepped } from './keys.ts';
import { lineWithout, wishOf, withoutChoice } from './options.ts';
import { showMarked, type Slice, whenDrawn } from './slice.ts';
import type { ChipMenu, ChipName, Choice } from './state.ts';
import { say } from './words.ts';

/** More choices than this are searched. */
const FEW = 10;

/** What is chosen in the chips of options, and their menu. */
export class Chips {
  readonly #slice: Slice;

  constructor(slice: Slice) {
    this.#slice = slice;
  }

  /** Opens the chip's menu, or closes it. A hub that does not answer offers nothing. */
  async toggle(option: ChipName): Promise<void> {
    if (this.#slice.state.menu?.option === option) {
      this.close();
      return;
    }
    this.#slice.set({ suggestions: [], active: -1 });
    this.#slice.set({
      menu: { option, typed: '', searched: false, choices: null, active: 0 },
    });
    whenDrawn(() => focusMenu());
    const choices = await this.#choices(option, '');
    const active = choices.findIndex((one) => this.#isSet(option, one)) + 1;
    this.#change(option, '', { choices, searched: choices.length > FEW, active });
    whenDrawn(() => focusMenu());
  }

  /** Searches the open menu. */
  async search(typed: string): Promise<void> {
    const { menu } = this.#slice.state;
    if (menu === null) return;
    this.#slice.set({ menu: { ...menu, typed } });
    const choices = await this.#choices(menu.option, typed);
    this.#change(menu.option, typed, { choices, active: typed === '' ? 0 : 1 });
  }

  step(by: 1 | -1): void {
    const { menu } = this.#slice.state;
    if (menu === null) return;
    const count = (menu.choices?.length ?? 0) + 1;
    const active = stepped(menu.active, by, count);
    // A menu always has one that is marked.
    this.#slice.set({ menu: { ...menu, active: active < 0 ? (by > 0 ? 0 : count - 1) : active } });
    showMarked('.chip-menu .active');
  }

  /** Takes a choice of the open menu; 0 clears the option. */
  take(index: number): void {
    const { menu } = this.#slice.state;
    if (menu === null) return;
    const choice = menu.choices?.[index - 1];
    if (index > 0 && choice === undefined) return;
    this.#put(menu.option, choice);
    this.close();
  }

  clear(option: ChipName): void {
    this.#put(option, undefined);
    whenDrawn(() => focusChip(option));
  }

  /** Closes the menu; the focus goes back to its chip unless it has gone elsewhere. */
  close(refocus = true): void {
    const { menu } = this.#slice.state;
    if (menu === null) return;
    this.#slice.set({ menu: null });
    if (refocus) whenDrawn(() => focusChip(menu.option));
  }

  /** What is chosen in a chip is not said in the line as well: the line would go before it. */
  #put(option: ChipName, choice: Choice | undefined): void {
    const { chosen, line } = this.#slice.state;
    const others = withoutChoice(chosen, option);
    this.#slice.set({
      chosen: choice === undefined ? others : { ...others, [option]: choice },
    });
    const rest = lineWithout(line, option);
    if (rest !== line) this.#slice.write(rest);
  }

  #isSet(option: ChipName, { value }: Choice): boolean {
    return this.#slice.state.chosen[option]?.value === value;
  }

  #change(option: ChipName, typed: string, change: Partial<ChipMenu>): void {
    const { menu } = this.#slice.state;
    if (menu?.option !== option || menu.typed !== typed) return;
    this.#slice.set({ menu: { ...menu, ...change } });
  }

  async #choices(option: ChipName, typed: string): Promise<readonly Choice[]> {
    const { line, chosen } = this.#slice.state;
    const { tier, model } = wishOf(line, chosen);
    // A tier is chosen anew, whatever it is now.
    const wish = option === 'tier' ? {} : { ...(tier && { tier }), ...(model && { model }) };
    const found = await api
      .suggest({ ...wish, option, typed: typed.slice(0, 200) })
      .catch(() => []);
    return option === 'count' ? found.flatMap(pairs) : found;
  }
}

/** One pair is what is made without a count. */
function pairs(one: Choice): readonly Choice[] {
  return one.value === '1' ? [] : [{ ...one, label: say.pairs(Number(one.value)) }];
}

function focusMenu(): void {
  const menu = document.querySelector('.chip-menu');
  const touched = matchMedia('(pointer: coarse)').matches;
  const search = touched ? null : menu?.querySelector<HTMLElement>('input');
  const target = search ?? menu?.querySelector<HTMLElement>('[role=listbox]');
  target?.focus({ preventScroll: true });
  placeMenu();
}

function focusChip(option: ChipName): void {
  document.querySelector<HTMLElement>(`#chip-${option}`)?.focus({ preventScroll: true });
}

/** Puts the menu above its chip, within the composer. */
function placeMenu(): void {
  const menu = document.querySelector<HTMLElement>('.chip-menu');
  const chip = document.querySelector<HTMLElement>('.option-chips [aria-expanded=true]');
  const around = menu?.parentElement;
  if (menu === null || chip === null || !around) return;
  const whole = around.getBoundingClientRect();
  const at = chip.getBoundingClientRect().left - whole.left;
  const most = whole.width - menu.offsetWidth;
  menu.style.setProperty('left', `${Math.max(0, Math.min(at, most))}px`);
}
