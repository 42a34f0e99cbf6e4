import { rush } from '../support/rush';

/** The same with ten times as many: `test/prove/rates.prove.ts`. */
it('a bot and a number that are hurried keep to their limits, lose, double and swap nothing, and hold up nobody else', async () => {
  await rush({
    bot: { chats: 3, each: 10, everyMs: 100 },
    number: { chats: 10, each: 2, everyMs: 100, perSecond: 3 },
    talkative: { chats: 1, each: 10, everyMs: 100, pairMs: 2_000 },
    bystander: { chats: 3, each: 3, everyMs: 1_500 },
    settledWithinMs: 90_000,
  });
}, 240_000);
