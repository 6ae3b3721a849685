import type { Comparing } from './comparing.ts';
import type { Compared } from './state.ts';
import type { Spot } from './view-math.ts';

/** Pixels that a pointer may move in a press that is no drag. */
const STILL = 6;
/** Pixels beside the line between the pictures in which a drag takes the line. */
const NEAR = 28;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What fingers, mouse and wheel do to the pictures. */
export class Hands {
  readonly #acts: Comparing;
  readonly #now: () => Compared | null;
  readonly #down = new Map<number, Point>();
  #frame = new DOMRect();
  #start: Point = { x: 0, y: 0 };
  #takesLine = false;

  constructor(acts: Comparing, now: () => Compared | null) {
    this.#acts = acts;
    this.#now = now;
  }

  down(event: PointerEvent): void {
    const now = this.#now();
    const { target, currentTarget, pointerId, button } = event;
    if (now === null || button !== 0 || !(target instanceof Element)) return;
    const frame = target.closest('.compare-frame');
    if (frame === null || !(currentTarget instanceof Element)) return;
    currentTarget.setPointerCapture(pointerId);
    this.#frame = frame.getBoundingClientRect();
    this.#start = pointOf(event);
    this.#down.set(pointerId, this.#start);
    const line = this.#frame.left + (this.#frame.width * now.split) / 100;
    const isNear = now.view.zoom === 1 || Math.abs(event.clientX - line) < NEAR;
    this.#takesLine = now.mode === 'slider' && now.alone === null && isNear;
    if (now.mode === 'flip' && now.alone === null) this.#acts.set({ flipped: true });
  }

  move(event: PointerEvent): void {
    const before = this.#down.get(event.pointerId);
    if (before === undefined) return;
    const point = pointOf(event);
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    this.#down.set(event.pointerId, point);
    if (other !== undefined) this.#pinch(before, point, other);
    else if (this.#takesLine) this.#acts.set({ split: this.#percent(point) });
    else this.#acts.move(this.#part(point.x - before.x, point.y - before.y));
  }

  up(event: PointerEvent): void {
    if (!this.#down.delete(event.pointerId)) return;
    if (this.#now()?.flipped === true) this.#acts.set({ flipped: false });
    const still = distance(this.#start, pointOf(event)) < STILL;
    const side = frameSide(event);
    if (still && side !== null) this.#acts.focus(side);
  }

  wheel(event: WheelEvent): void {
    const { target } = event;
    const frame = target instanceof Element ? target.closest('.compare-frame') : null;
    if (frame === null) return;
    event.preventDefault();
    this.#frame = frame.getBoundingClientRect();
    // Wheels count in lines in some browsers, in pixels in others.
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30;
    this.#acts.zoom(Math.exp(-event.deltaY * pixels * 0.002), this.#spot(pointOf(event)));
  }

  twice(event: MouseEvent): void {
    const { target } = event;
    const frame = target instanceof Element ? target.closest('.compare-frame') : null;
    const now = this.#now();
    if (frame === null || now === null) return;
    this.#frame = frame.getBoundingClientRect();
    if (now.view.zoom > 1) this.#acts.whole();
    else this.#acts.zoom(2.5, this.#spot(pointOf(event)));
  }

  #pinch(before: Point, point: Point, other: Point): void {
    const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
    const by = distance(point, other) / Math.max(1, distance(before, other));
    this.#acts.move(this.#part((point.x - before.x) / 2, (point.y - before.y) / 2));
    this.#acts.zoom(by, this.#spot(middle));
  }

  #part(x: number, y: number): Spot {
    return { x: x / this.#frame.width, y: y / this.#frame.height };
  }

  #spot({ x, y }: Point): Spot {
    const { left, top } = this.#frame;
    const { x: right, y: down } = this.#part(x - left, y - top);
    return { x: right - 0.5, y: down - 0.5 };
  }

  #percent({ x }: Point): number {
    return Math.min(100, Math.max(0, ((x - this.#frame.left) / this.#frame.width) * 100));
  }
}

function pointOf({ clientX: x, clientY: y }: MouseEvent): Point {
  return { x, y };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** The side of the picture beside others that is under the pointer. */
function frameSide({ clientX, clientY }: PointerEvent): 'A' | 'B' | null {
  const frame = document
    .elementFromPoint(clientX, clientY)
    ?.closest('[data-mode=beside] .compare-frame');
  const side = frame?.getAttribute('data-side');
  return side === 'A' || side === 'B' ? side : null;
}
