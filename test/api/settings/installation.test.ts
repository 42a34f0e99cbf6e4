import { installationStateOf } from '../../../src/api/settings/installation';
import type { InstallationView, InstallView } from '../../../src/ledger/installation-progress';

const good = { kind: 'oauth', state: 'good', expiresAt: 9, refusedSince: null, generation: 1 } as const;
const refused = { ...good, state: 'refused', refusedSince: 7 } as const;
const nothing: InstallationView = {
  subdomain: undefined,
  standing: false,
  standingSince: undefined,
  grant: undefined,
  install: undefined,
};
const works: InstallationView = { ...nothing, subdomain: 'acme', standing: true, standingSince: 3, grant: good };
const failedStep = { 'exchange-code': { state: 'failed', text: 'Too old.', at: 5 } } as const;

function install(state: InstallView['state'], bound: boolean): InstallView {
  return { id: 'i', host: 'acme.kommo.com', bound, state, steps: state === 'running' ? {} : failedStep };
}

test.each<[string, InstallationView, object]>([
  ['is ready', works, { state: 'ready', tokenEndsAt: null }],
  [
    'is ready, and tells when a long-lived token ends',
    { ...works, grant: { ...good, kind: 'long-lived' } },
    { state: 'ready', tokenEndsAt: 9 },
  ],
  [
    'needs authorisation when Kommo refuses the tokens',
    { ...works, grant: refused },
    { state: 'needs-authorisation', since: 7 },
  ],
  [
    'needs authorisation where it never had tokens',
    { ...works, grant: undefined },
    { state: 'needs-authorisation', since: 3 },
  ],
  ['is being installed', { ...nothing, install: install('running', false) }, { state: 'installing' }],
  ['is being authorised anew', { ...works, install: install('running', true) }, { state: 'installing' }],
  ['waits for a person', { ...nothing, install: install('waiting', false) }, { state: 'waiting' }],
  ['failed', { ...nothing, install: install('failed', true) }, { state: 'waiting' }],
  ['waits for somebody to begin when its code never came', nothing, { state: 'waiting' }],
  [
    'waits for somebody to begin when it was switched off',
    { ...nothing, install: install('done', true) },
    { state: 'waiting' },
  ],
  ['is not hidden by a code that anybody sent', { ...works, install: install('running', false) }, { state: 'ready' }],
  ['is not hidden by a code that did not work', { ...works, install: install('waiting', false) }, { state: 'ready' }],
  [
    'says that it needs authorisation, whatever code anybody sent',
    { ...works, grant: refused, install: install('waiting', false) },
    { state: 'needs-authorisation' },
  ],
  [
    'shows a new authorisation under way',
    { ...works, grant: refused, install: install('running', false) },
    { state: 'installing' },
  ],
])('an installation %s', (_name, view, expected) => {
  expect(installationStateOf(view, 'en')).toMatchObject(expected);
});

test('all its steps are told in their order, and what is wrong with one', () => {
  const state = installationStateOf({ ...nothing, install: install('waiting', false) }, 'en');
  expect('steps' in state && state.steps.map(({ step, state: how, text }) => [step, how, text])).toEqual([
    ['exchange-code', 'failed', 'Too old.'],
    ['read-account', 'waiting', null],
    ['connect-channel', 'waiting', null],
    ['reconcile-sources', 'waiting', null],
    ['subscribe-webhooks', 'waiting', null],
    ['point-messengers', 'waiting', null],
  ]);
});

test('of an installation that was switched off, the old steps are not shown as done', () => {
  const done: InstallView = {
    ...install('done', true),
    steps: { 'exchange-code': { state: 'done', text: null, at: 1 } },
  };
  const state = installationStateOf({ ...nothing, install: done }, 'en');
  expect('steps' in state && state.steps.every((step) => step.state === 'waiting')).toBe(true);
});
