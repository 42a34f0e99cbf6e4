import { readRecorded, type Scenario } from './histories';
import type { History } from './stage';

type Events = NonNullable<History['events']>;

const INSTALLATION = [
  'exchangeCode',
  'readAccount',
  'connectChannel',
  'reconcileNewSources',
  'subscribeWebhooks',
  'pointMessengers',
  'finishInstall',
];
const UNINSTALLATION = ['confirmDisabled', 'stopTraffic', 'disconnectChannel', 'removeWebhooks', 'keepOrErase'];

const eventsOf = (scenario: Scenario): Events => readRecorded(`${scenario}.json`).history.events ?? [];

function activities(scenario: Scenario): string[] {
  return eventsOf(scenario).flatMap(({ activityTaskScheduledEventAttributes: it }) => it?.activityType?.name ?? []);
}

function signals(scenario: Scenario): string[] {
  return eventsOf(scenario).flatMap(({ workflowExecutionSignaledEventAttributes: it }) => it?.signalName ?? []);
}

function result(scenario: Scenario): unknown {
  const data = eventsOf(scenario).at(-1)?.workflowExecutionCompletedEventAttributes?.result?.payloads?.[0]?.data;
  return data == null || data.length === 0 ? undefined : JSON.parse(Buffer.from(data).toString());
}

describe('the recorded history', () => {
  it('of an installation takes each step once', () => {
    expect(activities('installed')).toEqual(INSTALLATION);
    expect(result('installed')).toBe('installed');
  });

  it('of a code that is refused begins again with the one that came later', () => {
    expect(activities('install-new-code')).toEqual(['exchangeCode', ...INSTALLATION]);
    expect(signals('install-new-code')).toEqual(['newGrant', 'newGrant']);
    expect(result('install-new-code')).toBe('installed');
  });

  it('of one that a person mends goes on where it was', () => {
    expect(activities('install-mended')).toEqual([...INSTALLATION.slice(0, 3), ...INSTALLATION.slice(2)]);
    expect(signals('install-mended')).toContain('retryStep');
    expect(result('install-mended')).toBe('installed');
  });

  it('of another code that Kommo does not take leaves the first one its place', () => {
    const [exchange = '', read = '', connect = '', ...rest] = INSTALLATION;
    const types = activities('install-other-code');
    expect(types.slice(0, 5)).toEqual([exchange, read, connect, exchange, 'dropInstall']);
    expect(types.slice(-rest.length - 1)).toEqual([connect, ...rest]);
    expect(types.filter((type) => type === 'finishInstall')).toHaveLength(1);
    expect(result('install-other-code')).toBe('installed');
  });

  it('of one that nobody mends takes back what was done', () => {
    expect(activities('install-given-up')).toEqual([...INSTALLATION.slice(0, 3), 'undoInstall']);
    expect(eventsOf('install-given-up').some(({ timerFiredEventAttributes: it }) => it != null)).toBe(true);
    expect(result('install-given-up')).toBe('given up');
  });

  it('of an account renews when it is asked to, answers, and continues as new', () => {
    expect(activities('account-continued').filter((type) => type === 'renewPair')).toHaveLength(4);
    expect(signals('account-continued')).toContain('installed');
    const events = eventsOf('account-continued');
    const asked = events.filter(({ workflowExecutionUpdateAcceptedEventAttributes: it }) => it != null);
    const answered = events.filter(({ workflowExecutionUpdateCompletedEventAttributes: it }) => it != null);
    expect(asked.length).toBeGreaterThan(0);
    expect(answered).toHaveLength(asked.length);
    expect(events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
  });

  it('of its next run asks whether it was switched off, and uninstalls only when it was', () => {
    const started = eventsOf('account-uninstalled')[0]?.workflowExecutionStartedEventAttributes;
    expect(started?.continuedExecutionRunId).toBeTruthy();
    expect(signals('account-uninstalled').filter((name) => name === 'disabled')).toHaveLength(2);
    const steps = activities('account-uninstalled').filter((type) => UNINSTALLATION.includes(type));
    expect(steps).toEqual(['confirmDisabled', ...UNINSTALLATION]);
    expect(eventsOf('account-uninstalled').at(-1)?.workflowExecutionCompletedEventAttributes).toBeTruthy();
  });

  it('of an account compares templates when it begins, and when it is told of a change', () => {
    expect(activities('account-templates').filter((type) => type === 'syncTemplates')).toHaveLength(2);
    expect(signals('account-templates')).toContain('templatesChanged');
    expect(eventsOf('account-templates').at(-1)?.workflowExecutionCompletedEventAttributes).toBeTruthy();
  });

  it('of an account compares its history when it is told that webhooks may have been lost', () => {
    expect(activities('account-history').filter((type) => type === 'reconcileHistory')).toHaveLength(1);
    expect(signals('account-history')).toContain('historySuspect');
    expect(eventsOf('account-history').at(-1)?.workflowExecutionCompletedEventAttributes).toBeTruthy();
  });

  it('of an account from before that compares none of both', () => {
    expect(activities('account-continued')).not.toContain('syncTemplates');
    expect(activities('account-templates')).not.toContain('reconcileHistory');
  });

  it('of a source that is connected takes each step, and ends at the one that needs a person', () => {
    expect(activities('source-connected')).toEqual([
      'checkCredentials',
      'pointWebhook',
      'registerInKommo',
      'checkHealth',
    ]);
    expect(result('source-connected')).toBe('connected');
    expect(activities('source-needs-person')).toEqual(['checkCredentials']);
    expect(result('source-needs-person')).toBe('needs a person');
  });

  it('of a source that is removed takes it away on both sides', () => {
    expect(activities('source-removed')).toEqual(['stopSource', 'removeWebhook', 'removeFromKommo']);
  });
});
