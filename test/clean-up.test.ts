import { describe, expect, it } from 'vitest';
import { CleanUp } from '../src/clean-up.ts';

describe('a clean-up', () => {
  it('stops what was started last first, one after the other', async () => {
    const order: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.defer(() => void order.push('database'));
    cleanUp.defer(async () => {
      await Promise.resolve();
      order.push('server');
    });
    cleanUp.defer(() => void order.push('bot'));
    await cleanUp.run();
    expect(order).toEqual(['bot', 'server', 'database']);
  });

  it('stops the rest when one step fails, and then says what failed', async () => {
    const order: string[] = [];
    const cleanUp = new CleanUp();
    const [full, gone] = [new Error('disk full'), new Error('gone')];
    cleanUp.defer(() => void order.push('database'));
    cleanUp.defer(() => {
      throw full;
    });
    cleanUp.defer(() => Promise.reject(gone));
    const failed: unknown = await cleanUp.run().catch((cause: unknown) => cause);
    expect(order).toEqual(['database']);
    expect(failed).toBeInstanceOf(AggregateError);
    expect(failed).toMatchObject({ errors: [gone, full] });
  });

  it('does nothing the second time', async () => {
    const order: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.defer(() => void order.push('once'));
    await cleanUp.run();
    await cleanUp.run();
    expect(order).toEqual(['once']);
  });
});
