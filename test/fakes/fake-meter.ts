import type { Meter } from '../../src/core/ports/system.ts';

/** Keeps what was counted. */
export class FakeMeter implements Meter {
  startings = 0;
  readonly endings: string[] = [];
  lateAnswers = 0;
  readonly shownMs: number[] = [];
  acceptedPairs = 0;
  readonly answeredMs: number[] = [];
  lateEdits = 0;
  undeliveredMessages = 0;

  started(): void {
    this.startings += 1;
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

  accepted(_surface: string, pairs: number): void {
    this.acceptedPairs += pairs;
  }

  answered(_surface: string, ms: number): void {
    this.answeredMs.push(ms);
  }

  editLate(): void {
    this.lateEdits += 1;
  }

  undelivered(): void {
    this.undeliveredMessages += 1;
  }
}
