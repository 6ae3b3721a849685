import { UserError } from '../../words/user-error.ts';

/** Whether the hub still starts what people ask for. */
export class Intake {
  #isOpen = true;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** From now on nothing is started: the process ends soon. */
  close(): void {
    this.#isOpen = false;
  }

  /** Throws a `UserError` once the process is to end. Call it before anything is stored that would start work. */
  requireOpen(): void {
    if (!this.#isOpen) throw new UserError('stopping');
  }
}
