import { rush } from '../support/rush';

it('600 messages through a bot and a number at once keep to their limits, and hold up nobody else', async () => {
  await rush({
    bot: { chats: 30, each: 10, everyMs: 100 },
    number: { chats: 60, each: 2, everyMs: 100, perSecond: 20 },
    talkative: { chats: 3, each: 60, everyMs: 100, pairMs: 2_000 },
    bystander: { chats: 10, each: 5, everyMs: 3_000 },
    settledWithinMs: 300_000,
  });
}, 900_000);
