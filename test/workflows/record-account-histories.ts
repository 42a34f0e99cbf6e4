/** The same as record-histories.ts for installations, accounts and sources. */
import type { SourceCard } from '../../src/api/settings/contract';
import { beginInstall } from '../../src/ledger/installs';
import { beginUninstall } from '../../src/ledger/uninstalls';
import { asSourceId } from '../../src/model/ids';
import {
  accountWorkflowId,
  disabled,
  installId,
  renewTokens,
  retryStep,
  sourceWorkflowId,
  historySuspect,
  templatesChanged,
} from '../../src/workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../../src/workflows/contract';
import { disableInKommo, installed, installInKommo } from '../support/installation';
import { BOT, Story } from '../support/search/story';
import { waitFor } from '../support/wait-for';
import type { Scenario } from './histories';
import { ended, Recorder } from './recorder';

const RENEWALS_PER_RUN = 4;
const PATIENCE_MS = 2_000;
const WAIT = { timeoutMs: 90_000 } as const;

jest.setTimeout(600_000);

let recorder: Recorder;
let story: Story;
beforeAll(async () => {
  story = await Story.begin({});
  recorder = await Recorder.start([BOT.name]);
  await disableInKommo(story.world);
});
afterAll(async () => {
  await recorder.stop();
  await story.end();
});

async function save(scenario: Scenario, workflowId: string): Promise<void> {
  for (const { value } of story.secrets) if (!recorder.secrets.includes(value)) recorder.secrets.push(value);
  const handle = recorder.client.workflow.getHandle(workflowId);
  await recorder.saveRun(story.world, scenario, await ended(handle));
}

const installing = (): string => installId(story.key.integrationId, story.host);
const accountId = (): string => accountWorkflowId(story.key);

async function start(type: 'install' | 'account', workflowId: string, input: object): Promise<void> {
  const taskQueue = story.world.queuePrefix + CONVERSATIONS_QUEUE;
  await recorder.client.workflow.start(type, { workflowId, taskQueue, args: [input] });
}

/** Kommo does not let the channel be connected while the work goes on. */
async function withoutChannel(work: (mend: () => Promise<void>) => Promise<void>): Promise<void> {
  const { id } = await story.world.fault({ name: 'kommo-error', status: 403, operation: 'connect' });
  await work(() => story.world.control('DELETE', `/faults/${id}`));
}

async function switchOff(): Promise<void> {
  await disableInKommo(story.world);
  await ended(recorder.client.workflow.getHandle(accountId()));
}

it('records an account from its installation to its end, with its sources', async () => {
  const { world, key, db } = story;
  await start('account', accountId(), { ...key, renewalsPerRun: RENEWALS_PER_RUN });
  const account = recorder.client.workflow.getHandle(accountId());
  const { runId: first } = await account.describe();
  await installInKommo(world);
  await installed(world);
  await save('installed', installing());
  await story.plantPair();

  const session = await story.session();
  const ask = <Answer>(method: string, path: string, body?: object): Promise<Answer> =>
    story.ask(session, method, path, body);
  const { id } = await ask<SourceCard>('POST', 'sources', {
    messenger: 'telegram',
    credentials: { token: BOT.token, apiBaseUrl: `${world.sandboxUrl}/telegram` },
    pipelineId: null,
  });
  const source = sourceWorkflowId(asSourceId(id));
  await save('source-connected', source);

  while ((await account.describe()).runId === first) {
    const grant = await story.plantPair();
    await account.executeUpdate(renewTokens, { args: [{ generation: grant.generation }] });
  }

  const { id: fault } = await world.fault({ name: 'telegram-error', status: 401 });
  await ask('POST', `sources/${id}/repair`);
  await save('source-needs-person', source);
  await world.control('DELETE', `/faults/${fault}`);
  await ask('DELETE', `sources/${id}`);
  await waitFor(async () => (await recorder.client.workflow.getHandle(source).describe()).type === 'removeSource', {
    ...WAIT,
    what: 'the removal',
  });
  await save('source-removed', source);

  // Somebody has caught the hook and sends it again: Kommo still lets us in.
  const uninstallId = await beginUninstall(db, key);
  if (uninstallId === undefined) throw new Error('Nothing is installed');
  await account.signal(disabled, { uninstallId });
  await waitFor(async () => (await db.query('select from uninstalls where ended_at is not null')).rowCount === 1, WAIT);
  await db.query('update scopes set keep_data = false');
  await switchOff();
  await recorder.saveBoth(world, ['account-continued', 'account-uninstalled'], accountId(), first);
});

it('records an account that compares templates', async () => {
  await installInKommo(story.world);
  await installed(story.world);
  const account = recorder.client.workflow.getHandle(accountId());
  await account.signal(templatesChanged);
  const compared = async (): Promise<number> => {
    const { events } = await account.fetchHistory();
    return (events ?? []).filter(
      ({ activityTaskScheduledEventAttributes: it }) => it?.activityType?.name === 'syncTemplates',
    ).length;
  };
  await waitFor(async () => (await compared()) > 1, { ...WAIT, what: 'another comparison' });
  await switchOff();
  await save('account-templates', accountId());
});

it('records an account that compares its history', async () => {
  await installInKommo(story.world);
  await installed(story.world);
  const account = recorder.client.workflow.getHandle(accountId());
  await account.signal(historySuspect);
  await waitFor(
    async () =>
      (await account.fetchHistory()).events?.some(
        ({ activityTaskScheduledEventAttributes: it }) => it?.activityType?.name === 'reconcileHistory',
      ),
    { ...WAIT, what: 'a comparison' },
  );
  await waitFor(
    async () => (await story.db.query('select from reconciliations where ended_at is not null')).rowCount === 1,
    { ...WAIT, what: 'its end' },
  );
  await switchOff();
  await save('account-history', accountId());
});

it('records an installation whose code is refused, until another comes', async () => {
  await story.bringRefusedCode();
  await installed(story.world, 'waiting');
  await installInKommo(story.world);
  await installed(story.world);
  await save('install-new-code', installing());
  await switchOff();
});

it('records an installation that a person mends', async () => {
  await withoutChannel(async (mend) => {
    await installInKommo(story.world);
    await installed(story.world, 'waiting');
    await mend();
    await recorder.client.workflow.getHandle(installing()).signal(retryStep);
  });
  await installed(story.world);
  await save('install-mended', installing());
  await switchOff();
});

it('records an installation that takes another’s code no more', async () => {
  const { world } = story;
  await withoutChannel(async (mend) => {
    await installInKommo(world);
    await installed(world, 'waiting');
    // Anybody can send one.
    await story.bringRefusedCode();
    await installed(world, 'failed');
    await mend();
    await recorder.client.workflow.getHandle(installing()).signal(retryStep);
  });
  await waitFor(async () => (await story.grant())?.state === 'good', { ...WAIT, what: 'the grant' });
  await save('install-other-code', installing());
  await switchOff();
});

it('records an installation that nobody mends, which is taken back', async () => {
  await withoutChannel(async (mend) => {
    const id = await beginInstall(story.db, story.vault, {
      integrationId: story.key.integrationId,
      host: story.host,
      origin: 'widget',
      secret: { kind: 'code', value: await story.newCode() },
      begunBy: 'Kommo',
    });
    await start('install', installing(), {
      integrationId: story.key.integrationId,
      installId: id,
      patienceMs: PATIENCE_MS,
    });
    await installed(story.world, 'failed');
    await mend();
  });
  await save('install-given-up', installing());
});
