import { describe, expect, it } from 'vitest';
import { tempFolder } from '../temp-folder.ts';
import { cutAt, type Scenario, template } from './power-cut.ts';

/** Lets the power fail at each moment of each scenario, and expects that no promise is broken. */
export function powerSuite(scenarios: Readonly<Record<string, Scenario>>): void {
  describe.each(Object.entries(scenarios))(
    'the power fails at any moment of %s',
    (_name, scenario) => {
      it.each(['lost', 'torn'] as const)('what was not synced is %s', async (tail) => {
        const folder = await tempFolder();
        const from = await template(folder);
        const broken: string[] = [];
        for (let n = 0; ; n += 1) {
          const cut = await cutAt(n, tail, scenario, { folder, from });
          broken.push(...cut.broken.map((what) => `${n}, ${cut.moment ?? 'never'}: ${what}`));
          if (cut.moment === undefined) break;
        }
        expect(broken).toEqual([]);
      });
    },
  );
}
