import { PassingTemplates, tooLate, windowClosed } from '../../src/activities/after-window';
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

it('says since when the window is shut, and what passes', () => {
  const { code, text } = windowClosed(
    messenger(() => Promise.resolve([])),
    {
      windowMs: 24 * HOUR,
      wroteAt: 0,
      now: 30 * HOUR,
      templates: ['order_ready', 'order_ready', 'hello'],
    },
  );
  expect(code).toBe(905);
  expect(text).toBe(
    'Not sent. The customer wrote last 30 hours ago, and WhatsApp takes answers for 24 hours. Send a template, such as order_ready, hello; when the customer answers, you can write again.',
  );
});

it('says a longer window in days', () => {
  const driver = messenger(() => Promise.resolve([]));
  const { text } = windowClosed(driver, { windowMs: 168 * HOUR, wroteAt: 0, now: 200 * HOUR, templates: [] });
  expect(text).toMatch('The customer wrote last 8 days ago, and WhatsApp takes answers for 7 days.');
});

it('says that the customer has to write where nothing passes', () => {
  const driver = messenger(() => Promise.resolve([]));
  const plain = {
    ...driver,
    capabilities: {
      ...driver.capabilities,
      outbound: { ...driver.capabilities.outbound, template: 'degraded' as const },
    },
  };
  expect(windowClosed(plain, { windowMs: 24 * HOUR, wroteAt: null, now: 0, templates: [] }).text).toBe(
    'Not sent. The customer has not written yet. Wait until the customer writes again: WhatsApp has nothing that passes now.',
  );
});

it('adds to what the messenger says later what passes, as before the send', () => {
  const driver = messenger(() => Promise.resolve([]));
  expect(tooLate(driver, 'WhatsApp takes only a template.', ['order_ready'])).toBe(
    'WhatsApp takes only a template. Send a template, such as order_ready; when the customer answers, you can write again.',
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
