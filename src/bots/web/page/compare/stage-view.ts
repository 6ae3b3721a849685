import { html, nothing, type TemplateResult } from 'lit-html';
import { sayCompare } from './compare-words.ts';
import type { Comparing } from './comparing.ts';
import type { Hands } from './hands.ts';
import type { Shown } from './sides.ts';
import type { Compared, SideName } from './state.ts';

interface StageActs {
  readonly acts: Comparing;
  readonly hands: Hands;
}

/** The pictures. Zoom and movement are those of both. */
export function stageView(
  shown: readonly Shown[],
  compare: Compared,
  { acts, hands }: StageActs,
): TemplateResult {
  const { alone, view, split } = compare;
  const mode = shown.length < 2 ? 'beside' : compare.mode;
  const style = `--zoom:${view.zoom};--x:${view.x * 100}%;--y:${view.y * 100}%;--split:${split}%`;
  return html`<div
      class="compare-stage"
      data-mode=${mode}
      ?data-zoomed=${view.zoom > 1}
      .style=${style}
      @pointerdown=${(event: PointerEvent) => hands.down(event)}
      @pointermove=${(event: PointerEvent) => hands.move(event)}
      @pointerup=${(event: PointerEvent) => hands.up(event)}
      @pointercancel=${(event: PointerEvent) => hands.up(event)}
      @wheel=${(event: WheelEvent) => hands.wheel(event)}
      @dblclick=${(event: MouseEvent) => hands.twice(event)}
    >
      ${alone === null ? nothing : frameView(null, alone.url, alone.label)}
      ${shown.map((one) =>
        mode === 'flip' && one.side !== seenSide(compare)
          ? frameView(one.side, one.image.url, one.image.alt, true)
          : frameView(one.side, one.image.url, one.image.alt),
      )}
      ${mode === 'slider' ? html`<div class="compare-line" aria-hidden="true"></div>` : nothing}
    </div>
    ${mode === 'slider' ? lineView(split, acts) : nothing}
    ${mode === 'flip' ? flipView(compare, acts) : nothing}`;
}

/** The side in view where one is in the other's place. */
function seenSide({ focused, flipped }: Compared): SideName {
  return flipped ? otherOf(focused) : focused;
}

function otherOf(side: SideName): SideName {
  return side === 'A' ? 'B' : 'A';
}

function frameView(
  side: SideName | null,
  url: string,
  alt: string,
  isHidden = false,
): TemplateResult {
  return html`<div class="compare-frame" data-side=${side ?? nothing} ?data-behind=${isHidden}>
    <img src=${url} alt=${side === null ? alt : `${side}: ${alt}`} draggable="false" />
    ${side === null ? nothing : html`<span class="compare-tag" aria-hidden="true">${side}</span>`}
  </div>`;
}

function lineView(split: number, acts: Comparing): TemplateResult {
  const slide = (event: Event) => {
    const input = event.currentTarget;
    if (input instanceof HTMLInputElement) acts.set({ split: input.valueAsNumber });
  };
  return html`<input
    class="compare-slide"
    type="range"
    min="0"
    max="100"
    step="1"
    aria-label=${sayCompare.line()}
    title=${sayCompare.line()}
    .value=${String(Math.round(split))}
    @input=${slide}
  />`;
}

/** For keyboards and fingers: the other side for as long as it is held. */
function flipView({ focused, flipped }: Compared, acts: Comparing): TemplateResult {
  const hold = (isHeld: boolean) => () => acts.set({ flipped: isHeld });
  const key = (isHeld: boolean) => (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) acts.set({ flipped: isHeld });
  };
  return html`<button
    class="compare-hold"
    aria-pressed=${flipped ? 'true' : 'false'}
    @pointerdown=${hold(true)}
    @pointerup=${hold(false)}
    @pointerleave=${hold(false)}
    @pointercancel=${hold(false)}
    @blur=${hold(false)}
    @keydown=${key(true)}
    @keyup=${key(false)}
  >${sayCompare.flip(otherOf(focused))}</button>`;
}
