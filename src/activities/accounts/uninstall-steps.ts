import { setTimeout as pause } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { releaseChats } from '../../wake/release-chats';
import { findStartableChat } from '../../ledger/chats';
import {
  eraseChats,
  eraseKeptHooks,
  erasePeople,
  eraseTheRest,
  filesToErase,
  keepsData,
  untilNothingComes,
} from '../../ledger/erasing';
import { readGrant, type GrantKey } from '../../ledger/grants';
import { markRemoved } from '../../ledger/media';
import { connectionsOf, dropUninstall, endUninstall, noteUninstallStep, stopScope } from '../../ledger/uninstalls';
import type { AccountActivities, Uninstalling } from '../../workflows/account-contract';
import { disconnectChannel as disconnect } from './channel';
import type { AccountDependencies } from './dependencies';
import { driverFor } from './driver';
import { refusedByMessenger, settled } from './step';
import { unsubscribeWebhooks } from './webhooks';

type UninstallSteps = Pick<
  AccountActivities,
  'confirmDisabled' | 'stopTraffic' | 'disconnectChannel' | 'removeWebhooks' | 'keepOrErase'
>;

/** Steps of an uninstallation (design §3, `account`): each can be repeated, and is noted in its receipt. */
export function uninstallSteps(deps: AccountDependencies): UninstallSteps {
  const { db } = deps;
  return {
    async confirmDisabled({ uninstallId, ...key }) {
      await noteUninstallStep(db, uninstallId, 'confirm', 'running');
      const confirmed = await isSwitchedOff(deps, key);
      if (confirmed) await noteUninstallStep(db, uninstallId, 'confirm', 'done');
      else await dropUninstall(db, uninstallId);
      return { confirmed };
    },

    async stopTraffic({ uninstallId, ...key }) {
      await noteUninstallStep(db, uninstallId, 'stop-traffic', 'running');
      const stopped = await stopScope(db, key, uninstallId);
      // Conversations that wait for a row that has ended are told, so that nothing looks stuck.
      const chats = await Promise.all(stopped.map((chatId) => findStartableChat(db, chatId, key.accountId)));
      const known = chats.filter((chat) => chat !== undefined);
      await releaseChats(
        deps.temporal,
        deps.settings,
        known.map((chat) => ({ ...chat, afterSeq: 0, lastSeq: 0, work: [] })),
      );
      await noteUninstallStep(db, uninstallId, 'stop-traffic', 'done');
    },

    async disconnectChannel({ uninstallId, ...key }) {
      await noteUninstallStep(db, uninstallId, 'disconnect-channel', 'running');
      const result = await disconnect(deps, key);
      // Kommo disconnects it itself when an integration is switched off.
      await (result.kind === 'disconnected'
        ? noteUninstallStep(db, uninstallId, 'disconnect-channel', 'done')
        : noteUninstallStep(db, uninstallId, 'disconnect-channel', 'skipped', result.text));
    },

    async removeWebhooks({ uninstallId, ...key }) {
      await noteUninstallStep(db, uninstallId, 'remove-webhooks', 'running');
      await unsubscribeWebhooks(deps, key);
      const left = await takeWebhooksAway(deps, key);
      await (left === 0
        ? noteUninstallStep(db, uninstallId, 'remove-webhooks', 'done')
        : noteUninstallStep(
            db,
            uninstallId,
            'remove-webhooks',
            'skipped',
            `${String(left)} of the messengers’ webhooks could not be taken away; what they bring is not accepted.`,
          ));
    },

    async keepOrErase({ uninstallId, ...key }: Uninstalling) {
      await noteUninstallStep(db, uninstallId, 'keep-or-erase', 'running');
      const keep = await keepsData(db, key);
      if (!keep) await eraseAll(deps, key, uninstallId);
      await noteUninstallStep(db, uninstallId, 'keep-or-erase', 'done');
      await endUninstall(db, key, uninstallId, !keep);
    },
  };
}

const WAIT_AT_MOST_MS = 5_000;

async function eraseAll(deps: AccountDependencies, key: GrantKey, uninstallId: string): Promise<void> {
  const { db } = deps;
  for (let left = 1; left > 0;) {
    left = await untilNothingComes(db, key);
    await pause(Math.min(left, WAIT_AT_MOST_MS), undefined, { signal: cancellationSignal() });
    heartbeat();
  }
  await toTheEnd(() => eraseChats(db, key, uninstallId));
  await toTheEnd(async () => {
    const files = await filesToErase(db, key);
    for (const { storeKey } of files) {
      await deps.files.store.remove(storeKey);
      heartbeat();
    }
    await markRemoved(
      db,
      files.map(({ id }) => id),
    );
    return files.length;
  });
  await toTheEnd(() => erasePeople(db, key));
  await toTheEnd(() => eraseKeptHooks(db, key));
  await eraseTheRest(db, key);
}

/** Again and again, until there is nothing left. */
async function toTheEnd(erase: () => Promise<number>): Promise<void> {
  for (let erased = 1; erased > 0;) {
    erased = await erase();
    heartbeat();
  }
}

/** The hook can be caught and sent again, so Kommo is asked: it lets nobody in whose integration is switched off (§1.11). */
async function isSwitchedOff(deps: AccountDependencies, key: GrantKey): Promise<boolean> {
  const grant = await readGrant(deps.db, deps.vault, key);
  if (grant === undefined || grant.state === 'refused') return true;
  // With the tokens that there are: newer ones cannot be had of an integration that is switched off.
  const answer = settled(await deps.crmWith(grant).account());
  if (answer.kind === 'accepted') return false;
  if (answer.reason !== 'token') return false;
  const asked = settled(await deps.crm.ask(key, (crm) => crm.account()));
  return asked.kind === 'refused' && (asked.reason === 'no-access' || asked.reason === 'token');
}

/** @returns how many are left */
async function takeWebhooksAway(deps: AccountDependencies, key: GrantKey): Promise<number> {
  let left = 0;
  for (const connection of await connectionsOf(deps.db, key)) {
    const driven = driverFor(deps, { ...connection, id: connection.connectionId });
    if (driven === undefined) continue;
    try {
      await driven.driver.disconnect(driven.context);
    } catch (error) {
      refusedByMessenger(error);
      left += 1;
    }
    heartbeat();
  }
  return left;
}
