import { weather } from '../support/storm';

describe('two api and three worker processes', () => {
  it('lose, double and swap nothing while one api and two workers are killed with work in their hands', async () => {
    await weather({
      apis: 2,
      workers: 3,
      chats: 10,
      messagesEach: 6,
      everyMs: 5_000,
      kills: ['api', 'worker', 'worker'],
      settledWithinMs: 90_000,
    });
  }, 480_000);
});
