import { weather, type StormOptions } from '../support/storm';

const SIX_HUNDRED = { chats: 30, messagesEach: 10, everyMs: 4_500, settledWithinMs: 300_000 } as const;
const KILLS: StormOptions['kills'] = ['worker', 'api', 'worker', 'worker', 'api', 'worker', 'worker'];

describe('600 messages over 30 chats, in both directions', () => {
  it.each([
    { apis: 1, workers: 1 },
    { apis: 2, workers: 3 },
  ])(
    'arrive once and in order with $apis api and $workers worker processes, while five workers and two apis are killed',
    async (processes) => {
      await weather({ ...SIX_HUNDRED, ...processes, kills: KILLS });
    },
    900_000,
  );
});
