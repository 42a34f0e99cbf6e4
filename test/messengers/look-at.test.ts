import type { Check } from '../../src/messengers/contract';
import { DeliveryError } from '../../src/messengers/delivery-error';
import { lookAt, type Look } from '../../src/messengers/look-at';

const named = (name: string) => ({ name, title: { text: name.toUpperCase() } });
const found = (name: string, state: Check['state'] = 'ok'): Check => ({
  ...named(name),
  state,
  text: `${name} ${state}`,
});
const look = (fault: Look['fault'], ...checks: Check[]): Look => ({
  about: named(checks[0]?.name ?? ''),
  fault,
  look: () => Promise.resolve(checks),
});
const failing = (name: string, error: Error): Look => ({
  about: named(name),
  fault: 'webhook',
  look: () => Promise.reject(error),
});
const refused = new DeliveryError({ code: 902, retry: 'later', text: 'The token is dead.', said: [{ code: 'dead' }] });
const silent = new DeliveryError({ code: 903, retry: 'later', text: 'Nobody answers.' });

it('what is only to be looked at breaks nothing', async () => {
  const checks = [found('token'), found('quality', 'warning')];
  expect(await lookAt([look('credentials', ...checks)])).toEqual({ state: 'ok', checks });
});

it('the first that is broken is what is told, and the others are looked at all the same', async () => {
  const health = await lookAt([
    look('credentials', found('token'), found('number', 'broken')),
    look('webhook', found('address', 'broken')),
  ]);
  expect(health).toMatchObject({ state: 'broken', fault: 'credentials', text: 'number broken' });
  expect(health.checks?.map(({ name, state }) => [name, state])).toEqual([
    ['token', 'ok'],
    ['number', 'broken'],
    ['address', 'broken'],
  ]);
});

it.each([
  ['refuses', refused, 'credentials'],
  ['gives no answer', silent, 'unreachable'],
])('where the messenger %s it is named what was asked, and nothing more is', async (_, error, fault) => {
  const later = jest.fn(() => Promise.resolve([found('address')]));
  const health = await lookAt([
    look('credentials', found('token')),
    failing('page', error),
    { about: named('address'), fault: 'webhook', look: later },
  ]);
  expect(health).toEqual({
    state: 'broken',
    fault,
    ...error.words,
    checks: [found('token'), { ...named('page'), state: 'broken', ...error.words }],
  });
  expect(later).not.toHaveBeenCalled();
});

it('what was broken before stays what is told', async () => {
  const health = await lookAt([look('credentials', found('token', 'broken')), failing('page', silent)]);
  expect(health).toEqual({
    state: 'broken',
    fault: 'credentials',
    text: 'token broken',
    checks: [found('token', 'broken')],
  });
});

it('a fault of our own is no answer of the messenger', async () => {
  await expect(lookAt([failing('page', new TypeError('x'))])).rejects.toThrow(TypeError);
});
