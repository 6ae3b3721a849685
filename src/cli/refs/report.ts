import { type FileHandle, open } from 'node:fs/promises';
import { StartupError } from '../../core/base/startup-error.ts';
import { codeOf, type Outcome, whyOf } from './outcome.ts';

/** A CSV of every file that was not added, written line by line. Its methods throw a `StartupError`. */
export class Report {
  readonly #file: FileHandle;
  readonly #fail: (cause: unknown) => never;

  private constructor(file: FileHandle, fail: (cause: unknown) => never) {
    this.#file = file;
    this.#fail = fail;
  }

  /** Replaces the file at `path`. */
  static async open(path: string): Promise<Report> {
    const fail = (cause: unknown): never => {
      throw new StartupError(`The report ${path} cannot be written (${codeOf(cause)}).`, { cause });
    };
    const report = new Report(await open(path, 'w').catch(fail), fail);
    await report.#line(['file', 'outcome', 'reason']);
    return report;
  }

  async add(shown: string, outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'added') await this.#line([shown, outcome.kind, whyOf(outcome)]);
  }

  close(): Promise<void> {
    return this.#file.close().catch(this.#fail);
  }

  #line(cells: readonly string[]): Promise<void> {
    return this.#file.appendFile(`${cells.map(cell).join(',')}\n`).catch(this.#fail);
  }
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
