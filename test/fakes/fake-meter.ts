import type { Meter } from '../../src/core/ports/system.ts';

/** Keeps what was counted. */
export class FakeMeter implements Meter {
  readonly endings: string[] = [];
  lateAnswers = 0;
  readonly shownMs: number[] = [];
  undeliveredMessages = 0;
  lateEdits = 0;

  started(): void {}

  accepted(): void {}

  answered(): void {}

  editLate(): void {
    this.lateEdits += 1;
  }

  ended(state: string): void {
    this.endings.push(state);
  }

  late(): void {
    this.lateAnswers += 1;
  }

  shown(ms: number): void {
    this.shownMs.push(ms);
  }

  undelivered(): void {
    this.undeliveredMessages += 1;
  }
}
