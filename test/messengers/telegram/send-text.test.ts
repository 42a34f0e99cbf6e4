import { telegram } from '../../../src/messengers/telegram';
import type { Button } from '../../../src/model/content';
import { contextOf, errorOf, partOf, refusal, ScriptedHttp } from './scripted-http';

const rows = (...buttons: (readonly Button[])[]) => partOf({ type: 'text', text: 'Pick', buttons });

async function sent(part: Parameters<typeof telegram.send>[1], ...script: ConstructorParameters<typeof ScriptedHttp>) {
  const http = new ScriptedHttp(...script);
  await telegram.send(contextOf(http), part);
  return http.calls.map(({ parameters }) => parameters);
}

describe('buttons', () => {
  it('send their place, and open links', async () => {
    const [parameters] = await sent(
      rows([{ text: 'Yes' }, { text: ' No ' }], [{ text: 'Site', url: 'https://x.y/z' }, { text: 'More' }]),
    );
    expect(parameters).toEqual({
      chat_id: 777000123,
      text: 'Pick',
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Yes', callback_data: 'b0.0' },
            { text: 'No', callback_data: 'b0.1' },
          ],
          [
            { text: 'Site', url: 'https://x.y/z' },
            { text: 'More', callback_data: 'b1.1' },
          ],
        ],
      },
    });
  });

  it('are eight in a row at most, and keep their places', async () => {
    const [parameters] = await sent(rows(Array.from({ length: 10 }, (_, index) => ({ text: `B${String(index)}` }))));
    const keyboard = (parameters?.reply_markup as { inline_keyboard: { callback_data: string }[][] }).inline_keyboard;
    expect(keyboard.map((row) => row.length)).toEqual([8, 2]);
    expect(keyboard.flat().at(-1)?.callback_data).toBe('b0.9');
  });

  it.each(['example.com/x', 'http://localhost/x', 'mailto:a@b.c', 'javascript:alert(1)', 'https://', ''])(
    'with a link that Telegram would refuse stand in the text: %j',
    async (url) => {
      const [parameters] = await sent(rows([{ text: 'Yes' }, { text: 'Site', url }]));
      expect(parameters).toMatchObject({
        text: `Pick\n\nSite: ${url}`,
        reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'b0.0' }]] },
      });
    },
  );

  it('say their label where the text has no room for their link', async () => {
    const text = 'x'.repeat(4_096);
    const [parameters] = await sent(partOf({ type: 'text', text, buttons: [[{ text: 'Site', url: 'no link' }]] }));
    expect(parameters).toMatchObject({
      text,
      reply_markup: { inline_keyboard: [[{ text: 'Site', callback_data: 'b0.0' }]] },
    });
  });

  it('lose their links when Telegram refuses one', async () => {
    const description = "Bad Request: inline keyboard button URL 'https://x.y' is invalid: Wrong HTTP URL";
    const calls = await sent(rows([{ text: 'Site', url: 'https://x.y' }, { text: 'Yes' }]), refusal(400, description));
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatchObject({
      text: 'Pick\n\nSite: https://x.y',
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'b0.1' }]] },
    });
  });

  it('are left out where there is nothing to press', async () => {
    expect(await sent(rows([], [{ text: ' ' }]))).toEqual([{ chat_id: 777000123, text: 'Pick' }]);
  });
});

describe('a quote', () => {
  const part = { ...partOf({ type: 'text', text: 'Hi' }), replyTo: '42' };

  it('points to the message, and is dropped by Telegram where that is gone', async () => {
    expect(await sent(part)).toEqual([
      { chat_id: 777000123, text: 'Hi', reply_parameters: { message_id: 42, allow_sending_without_reply: true } },
    ]);
  });

  it('is dropped by us where Telegram refuses it all the same', async () => {
    const calls = await sent(part, refusal(400, 'Bad Request: message to be replied not found'));
    expect(calls[1]).toEqual({ chat_id: 777000123, text: 'Hi' });
  });

  it('of the press of a button points to nothing', async () => {
    expect(await sent({ ...part, replyTo: 'callback/4382' })).toEqual([{ chat_id: 777000123, text: 'Hi' }]);
  });
});

describe('a group that moved', () => {
  const description = 'Bad Request: group chat was upgraded to a supergroup chat';

  it('is told with its new address, to be tried there', async () => {
    const http = new ScriptedHttp(refusal(400, description, { migrate_to_chat_id: -1001234567890 }));
    expect(await errorOf(telegram.send(contextOf(http), partOf({ type: 'text', text: 'Hi' })))).toMatchObject({
      retry: 'later',
      movedTo: '-1001234567890',
    });
  });

  it('is given up where the new address is not told', async () => {
    const http = new ScriptedHttp(refusal(400, description));
    expect(await errorOf(telegram.send(contextOf(http), partOf({ type: 'text', text: 'Hi' })))).toMatchObject({
      code: 904,
      retry: 'no',
      movedTo: undefined,
    });
  });
});
