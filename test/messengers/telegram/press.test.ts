import { buttonData } from '../../../src/messengers/telegram/press';
import { ann, bot, chat, eventOf, group, NOW, receivedOf, update } from './updates';

const keyboard = (...buttons: object[]) => ({ reply_markup: { inline_keyboard: [buttons] } });
const asked = { message_id: 41, from: bot, chat, date: 1789999999, text: 'Pick' };
const pressed = (fields: object) =>
  update({ callback_query: { id: '4382', from: ann, chat_instance: '-3871', ...fields } });
const yes = { text: 'Yes', callback_data: 'b0.1' };

describe('the press of a button', () => {
  it('names the message, the place and the label, and has its spinner stopped', () => {
    const { events, acknowledge } = receivedOf(
      pressed({ data: 'b0.1', message: { ...asked, ...keyboard({ text: 'No', callback_data: 'b0.0' }, yes) } }),
    );
    expect(events).toEqual([
      {
        kind: 'message',
        key: 'callback/4382',
        source: '123456789',
        chat: '777000123',
        author: { remoteId: '777000123', name: 'Ann Lee', profileLink: 'https://t.me/annlee' },
        remoteId: 'callback/4382',
        at: NOW,
        opensWindow: true,
        content: { type: 'press', of: '41', row: 0, column: 1, label: 'Yes' },
      },
    ]);
    expect(acknowledge).toEqual([{ what: { kind: 'press', callbackQueryId: '4382' } }]);
  });

  it('is the place that was sent with the button', () => {
    expect(eventOf(pressed({ data: buttonData(12, 3), message: asked }))).toMatchObject({
      content: { type: 'press', row: 12, column: 3 },
    });
  });

  it.each([
    [
      'under a message too old to be told',
      'b0.1',
      { message_id: 41, chat, date: 0 },
      { type: 'press', of: '41', row: 0, column: 1 },
    ],
    [
      'that was there before us',
      'opt:1',
      { ...asked, ...keyboard({ text: 'One', callback_data: 'opt:1' }) },
      { type: 'text', text: 'One' },
    ],
    ['that was there before us and is gone', 'opt:1', asked, { type: 'unsupported', what: 'button press' }],
    [
      'of a game',
      undefined,
      { ...asked, ...keyboard({ text: 'Play', callback_game: {} }) },
      { type: 'unsupported', what: 'button press' },
    ],
    [
      'with a keyboard that cannot be read',
      'b0.1',
      { ...asked, reply_markup: 7 },
      { type: 'press', of: '41', row: 0, column: 1 },
    ],
  ])('%s', (_, data, message, content) => {
    const { events, acknowledge } = receivedOf(pressed({ data, message }));
    expect(events[0]).toMatchObject({ kind: 'message', key: 'callback/4382' });
    expect(events[0]?.kind === 'message' && events[0].content).toEqual(content);
    expect(acknowledge).toHaveLength(1);
  });

  it.each([
    ['a group', { message: { ...asked, chat: group } }],
    ["somebody else's chat", { inline_message_id: 'x' }],
  ])('in %s is ignored, and its spinner is stopped', (_, fields) => {
    const { events, acknowledge } = receivedOf(pressed({ data: 'b0.0', ...fields }));
    expect(events[0]).toMatchObject({ kind: 'ignored', key: 'callback/4382' });
    expect(acknowledge).toEqual([{ what: { kind: 'press', callbackQueryId: '4382' } }]);
  });
});
