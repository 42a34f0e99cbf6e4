import type { Driven } from '../../access/driven';
import type { GrantKey } from '../../ledger/grants';
import {
  endConnecting,
  endFault,
  noteFault,
  noteGoneFromKommo,
  noteIdentity,
  noteSourceStep,
  sourceOf,
  stopSource,
  type KeptSource,
} from '../../ledger/kept-sources';
import { markConnected } from '../../ledger/registration';
import { noteChecks } from '../../ledger/source-checks';
import { wantSyncOfSource } from '../../ledger/template-syncs';
import { releaseChats } from '../../wake/release-chats';
import type { SourceStep } from '../../model/steps';
import { wordsOf, type Words } from '../../model/words';
import { say } from '../../words';
import type { SourceActivities, SourceInput, StepResult } from '../../workflows/account-contract';
import { tryAgain } from '../try-again';
import type { AccountDependencies } from './dependencies';
import { driverFor } from './driver';
import { reconcileSources } from './reconcile-sources';
import { DONE, needsPerson, refusedByMessenger, settled } from './step';

const NO_DRIVER = say('source.no-driver');

/** Steps of the workflows `connectSource` and `removeSource`; each can be repeated, and notes how far it is. */
export function sourceSteps(deps: AccountDependencies): SourceActivities {
  const { db } = deps;

  async function noting(
    input: SourceInput,
    step: SourceStep,
    perform: (source: KeptSource, driven: Driven) => Promise<StepResult>,
  ): Promise<StepResult> {
    const source = await read(deps, input);
    await noteSourceStep(db, source.id, step, { state: 'running', text: null });
    const driven = driverFor(deps, source.connection);
    const result = driven === undefined ? needsPerson(NO_DRIVER) : await perform(source, driven);
    const state = result.kind === 'needs-person' ? 'failed' : result.kind;
    await noteSourceStep(db, source.id, step, {
      state,
      ...(result.kind === 'done' ? { text: null } : wordsOf(result)),
    });
    return result;
  }

  return {
    checkCredentials: (input) => noting(input, 'check-credentials', (source, driven) => identify(deps, source, driven)),

    pointWebhook: (input) =>
      noting(input, 'point-webhook', async (source, { driver, context }) => {
        try {
          await driver.connect(context, { takeOver: input.takeOver ?? false });
        } catch (error) {
          return broken(deps, source, refusedByMessenger(error));
        }
        await markConnected(db, source.connection.id);
        await endFault(db, source.id, ['credentials', 'webhook', 'unreachable']);
        return DONE;
      }),

    registerInKommo: (input) =>
      noting(input, 'register-in-kommo', async () => {
        const result = await reconcileSources(deps, keyOf(input));
        if (result.kind === 'needs-person') return result;
        // Of what was refused, only this source counts here.
        const { fault } = await read(deps, input);
        if (fault === 'kommo') return needsPerson(say('source.see-card'));
        return fault === 'pipeline' ? { kind: 'skipped', ...say('source.to-main-pipeline') } : DONE;
      }),

    checkHealth: (input) =>
      noting(input, 'check-health', async (source, { driver, context }) => {
        const health = await driver.check(context);
        await noteChecks(db, source.id, health, driver.ownerOf?.(context.credentials));
        if (health.state === 'broken') {
          if (health.fault === 'unreachable') throw tryAgain(health.text);
          return broken(deps, source, health);
        }
        await endFault(db, source.id, ['credentials', 'webhook', 'unreachable']);
        const waiting = await endConnecting(db, source.id);
        if (driver.templates !== undefined) await wantSyncOfSource(db, source.id);
        await releaseChats(deps.temporal, deps.settings, waiting);
        return DONE;
      }),

    async stopSource(input) {
      await stopSource(db, (await read(deps, input)).id);
    },

    async removeWebhook(input) {
      const { connection, sharesConnection } = await read(deps, input);
      // The app's others still come through it.
      if (sharesConnection) return;
      const driven = driverFor(deps, connection);
      if (driven === undefined) return;
      try {
        await driven.driver.disconnect(driven.context);
      } catch (error) {
        // With dead credentials nothing can be taken away, and nothing comes.
        refusedByMessenger(error);
      }
    },

    async removeFromKommo(input) {
      const { id, kommoSourceId } = await read(deps, input);
      if (kommoSourceId === null) return;
      settled(await deps.crm.ask(keyOf(input), (crm) => crm.removeSource(kommoSourceId)));
      await noteGoneFromKommo(db, id);
    },
  };
}

function keyOf({ integrationId, accountId }: SourceInput): GrantKey {
  return { integrationId, accountId };
}

/** @throws Error: whoever started the workflow had written the source down */
async function read({ db }: AccountDependencies, { accountId, sourceId }: SourceInput): Promise<KeptSource> {
  const source = await sourceOf(db, accountId, sourceId);
  if (source === undefined) throw new Error(`Account ${String(accountId)} has no source ${sourceId}`);
  return source;
}

async function identify(
  deps: AccountDependencies,
  source: KeptSource,
  { driver, context }: Driven,
): Promise<StepResult> {
  try {
    const identity = await driver.identify(context);
    if (identity.remoteId !== source.remoteId) {
      return await broken(deps, source, {
        fault: 'credentials',
        ...say('source.other-owner'),
      });
    }
    await noteIdentity(deps.db, source.id, { address: identity.address ?? null });
    return DONE;
  } catch (error) {
    return broken(deps, source, { ...refusedByMessenger(error), fault: 'credentials' });
  }
}

async function broken(
  deps: AccountDependencies,
  source: KeptSource,
  { fault, ...words }: Words & { readonly fault: 'credentials' | 'webhook' | 'unreachable' },
): Promise<StepResult> {
  await noteFault(deps.db, source.id, { kind: fault, ...wordsOf(words) });
  return needsPerson(words);
}
