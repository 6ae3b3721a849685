import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';

/** What the transactions of every store must do. */
export function transactionContract(name: string, make: () => Store): void {
  describe(`${name}: a transaction`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
    });

    it('undoes a whole transaction when it throws, nested ones with it', () => {
      const failing = () =>
        store.transaction(() => {
          store.settings.put('discord.upload.a', '1');
          store.transaction(() => store.settings.put('discord.upload.b', '2'));
          throw new Error('no');
        });
      expect(failing).toThrow('no');
      expect([
        store.settings.get('discord.upload.a'),
        store.settings.get('discord.upload.b'),
      ]).toEqual([undefined, undefined]);
      expect(store.transaction(() => 7)).toBe(7);
    });

    /** Stores one value, then another one in a transaction of that kind, which fails; goes on all the same. */
    const goesOnAfter = (kind: 'transaction' | 'isolated') =>
      store.transaction(() => {
        store.settings.put('discord.upload.a', '1');
        const failing = () =>
          store[kind](() => {
            store.settings.put('discord.upload.b', '2');
            throw new Error('no');
          });
        expect(failing).toThrow('no');
      });
    const settings = () => ['a', 'b'].map((key) => store.settings.get(`discord.upload.${key}`));

    it('undoes an isolated transaction alone when what it throws is caught', () => {
      goesOnAfter('isolated');
      expect(settings()).toEqual(['1', undefined]);
    });

    it('undoes all of a transaction that goes on after a part of it threw', () => {
      expect(() => goesOnAfter('transaction')).toThrow('a part of the transaction failed');
      expect(settings()).toEqual([undefined, undefined]);
      const inIsolated = () => store.isolated(() => goesOnAfter('transaction'));
      store.transaction(() => {
        expect(inIsolated).toThrow('a part of the transaction failed');
        store.settings.put('discord.upload.b', '3');
      });
      expect(settings()).toEqual([undefined, '3']);
    });

    it('commits an isolated transaction that stands alone', () => {
      store.isolated(() => store.settings.put('discord.upload.a', '1'));
      expect(settings()).toEqual(['1', undefined]);
    });
  });
}
