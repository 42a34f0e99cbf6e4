import { ApplicationFailure, CompleteAsyncError } from '@temporalio/activity';
import { CancelledFailure, type LogMetadata } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DatabaseError } from 'pg';
import { discreet } from '../../src/activities/discreet';

const SECRET = 'what the customer wrote';

/** Runs an activity that throws this, and returns what the engine would be told and what the log holds. */
async function throwing(error: unknown): Promise<{ told: unknown; logged: LogMetadata[] }> {
  const logged: LogMetadata[] = [];
  const nothing = (): void => undefined;
  const environment = new MockActivityEnvironment(
    {},
    {
      logger: {
        log: nothing,
        trace: nothing,
        debug: nothing,
        info: nothing,
        warn: nothing,
        error: (_, meta) => void logged.push(meta ?? {}),
      },
    },
  );
  const { work } = discreet({ work: jest.fn<Promise<unknown>, []>().mockRejectedValue(error) });
  const told = await environment.run(work).then(
    () => {
      throw new Error('It did not throw');
    },
    (thrown: unknown) => thrown,
  );
  return { told, logged };
}

it('keeps the words of an unexpected error out of the history and in the log', async () => {
  const error = new TypeError(`cannot read ${SECRET}`);
  const { told, logged } = await throwing(error);
  expect(told).toBeInstanceOf(ApplicationFailure);
  expect(told).toMatchObject({ type: 'TypeError', nonRetryable: false });
  expect(JSON.stringify([told, (told as Error).message, (told as Error).stack, (told as Error).cause])).not.toContain(
    SECRET,
  );
  expect(logged.some((meta) => meta.error === error)).toBe(true);
});

it('names the code of a refused statement, not its detail', async () => {
  const error = new DatabaseError(`duplicate key: ${SECRET}`, 1, 'error');
  error.code = '23505';
  error.detail = SECRET;
  const { told } = await throwing(error);
  expect(told).toMatchObject({ type: 'Postgres 23505' });
  expect(JSON.stringify([told, (told as Error).stack])).not.toContain(SECRET);
});

it('has a word for what is no error at all', async () => {
  expect((await throwing(SECRET)).told).toMatchObject({ type: 'Unknown' });
});

it.each([
  ApplicationFailure.create({ type: 'TryLater', message: 'Telegram asks the bot to send more slowly.' }),
  new CancelledFailure('stopping'),
  new CompleteAsyncError(),
])('lets through what was meant for the engine: %s', async (error) => {
  const { told, logged } = await throwing(error);
  expect(told).toBe(error);
  expect(logged).toEqual([]);
});

it('returns what the activity returns', async () => {
  const environment = new MockActivityEnvironment();
  const { add } = discreet({ add: (a: number, b: number) => Promise.resolve(a + b) });
  expect(await environment.run(add, 1, 2)).toBe(3);
});
