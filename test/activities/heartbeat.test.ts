import { withHeartbeat } from '../../src/activities/heartbeat';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('work with a heartbeat', () => {
  it('beats every second until it is done', async () => {
    let beats = 0;
    const done = withHeartbeat(
      async () => {
        await jest.advanceTimersByTimeAsync(3_000);
        return 'done';
      },
      () => (beats += 1),
    );
    expect(await done).toBe('done');
    expect(beats).toBe(3);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no'))],
    [
      'throws at once',
      (): Promise<never> => {
        throw new Error('no');
      },
    ],
  ])('beats no more when it %s', async (_how, work: () => Promise<never>) => {
    await expect(withHeartbeat(work, () => undefined)).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
  });
});
