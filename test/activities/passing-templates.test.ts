import { PassingTemplates, tooLate } from '../../src/activities/passing-templates';
import type { DriverContext, Messenger, RemoteTemplate } from '../../src/messengers/contract';
import { telegram } from '../../src/messengers/telegram';
import { asSourceId } from '../../src/model/ids';

const HOUR = 3_600_000;

function messenger(list: () => Promise<readonly RemoteTemplate[]>): Messenger {
  return {
    ...(telegram as Messenger),
    title: 'WhatsApp',
    capabilities: {
      ...telegram.capabilities,
      windowMs: 24 * HOUR,
      outbound: { ...telegram.capabilities.outbound, template: 'full' },
    },
    templates: {
      holder: () => 'business',
      list,
      revise: () => Promise.reject(new Error()),
      create: () => Promise.reject(new Error()),
      remove: () => Promise.reject(new Error()),
      send: () => Promise.reject(new Error()),
    },
  };
}

const template = (name: string, more: Partial<RemoteTemplate> = {}): RemoteTemplate => ({
  id: `${name}:en`,
  name,
  language: 'en',
  state: 'approved',
  category: 'UTILITY',
  body: 'Hi',
  buttons: [],
  ...more,
});

const source = asSourceId('s');

it('adds to what the messenger says later what passes, as before the send', () => {
  const driver = messenger(() => Promise.resolve([]));
  expect(
    tooLate(driver, { text: 'WhatsApp takes only a template.' }, { names: ['order_ready'], restriction: undefined })
      .text,
  ).toBe(
    'WhatsApp takes only a template. Send a template, such as order_ready; when the customer answers, you can write again.',
  );
});

it('advises no template where none may be sent', () => {
  const driver = messenger(() => Promise.resolve([]));
  const restriction = { what: 'starting' } as const;
  expect(tooLate(driver, { text: 'Too late.' }, { names: ['order_ready'], restriction }).text).toBe(
    'Too late. Wait until the customer writes again: WhatsApp has nothing that passes now.',
  );
});

it('names templates that may be sent only, asks again after some minutes, and keeps what it knew when there is no answer', async () => {
  let now = 0;
  const context = { clock: { now: () => now } } as DriverContext<unknown>;
  const known = new PassingTemplates();
  let asked = 0;
  let answer = (): Promise<readonly RemoteTemplate[]> =>
    Promise.resolve([
      template('good'),
      template('asked', { state: 'in-review' }),
      template('flow', { notSendable: { text: 'A flow' } }),
    ]);
  const driver = messenger(() => {
    asked += 1;
    return answer();
  });
  expect(await known.names(driver, context, source)).toEqual(['good']);
  expect(await known.names(driver, context, source)).toEqual(['good']);
  expect(asked).toBe(1);
  now = 6 * 60_000;
  answer = () => Promise.reject(new Error('no answer'));
  expect(await known.names(driver, context, source)).toEqual(['good']);
  expect(asked).toBe(2);
});
