import { condition, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { InstallStep } from '../model/steps';
import { installActivities } from './account-activities';
import { installState, newGrant, retryStep, type InstallInput, type StepResult } from './account-contract';

/** An administrator may be on holiday; after that what was done is taken back. */
const WAIT_FOR_A_PERSON = '14 days';

/**
 * Installs an integration in an account (design §3): named steps, each safe to repeat. One that needs a person waits,
 * and begins again when told, or when another code comes, which begins everything again. Anybody can send a code
 * (kommo-platform.md §1.3): while one was taken by Kommo, another counts when it is taken, too. Codes and tokens are in
 * the ledger.
 */
export async function install(input: InstallInput): Promise<'installed' | 'given up'> {
  const activities = installActivities();
  let installId = input.installId;
  const newer: string[] = [];
  let told = false;
  let step: InstallStep | null = null;
  let waitingFor: string | null = null;

  setHandler(
    newGrant,
    (given) => {
      if (given.installId !== installId && !newer.includes(given.installId)) newer.push(given.installId);
    },
    { description: 'Another code has come for the same account' },
  );
  setHandler(
    retryStep,
    () => {
      told = true;
    },
    { description: 'What the step was waiting for is mended' },
  );
  setHandler(installState, () => ({ installId, step, waitingFor }), { description: 'How far it is' });

  const steps: readonly (readonly [InstallStep, () => Promise<StepResult>])[] = [
    ['exchange-code', () => activities.exchangeCode({ installId })],
    ['read-account', () => activities.readAccount({ installId })],
    ['connect-channel', () => activities.connectChannel({ installId })],
    ['reconcile-sources', () => activities.reconcileNewSources({ installId })],
    ['subscribe-webhooks', () => activities.subscribeWebhooks({ installId })],
    ['point-messengers', () => activities.pointMessengers({ installId })],
  ];
  const done: InstallStep[] = [];
  for (let index = 0; ;) {
    const another = newer.shift();
    if (another !== undefined) {
      if (done.includes('exchange-code') && (await activities.exchangeCode({ installId: another })).kind !== 'done') {
        await activities.dropInstall({ installId: another });
        continue;
      }
      installId = another;
      index = 0;
      done.length = 0;
    }
    const next = steps[index];
    if (next === undefined) {
      await activities.finishInstall({ installId });
      // A code that came while it ended is another installation.
      if (newer.length === 0) return 'installed';
      done.length = 0;
      continue;
    }
    const [name, run] = next;
    step = name;
    told = false;
    setCurrentDetails(`**${name}**, step ${String(index + 1)} of ${String(steps.length)}`);
    const result = await run();
    if (result.kind !== 'needs-person') {
      done.push(name);
      index += 1;
      continue;
    }
    waitingFor = result.text;
    setCurrentDetails(`**${name}** needs a person: ${result.text}`);
    const mended = await condition(() => told || newer.length > 0, input.patienceMs ?? WAIT_FOR_A_PERSON, {
      summary: 'Until a person mends it',
    });
    waitingFor = null;
    if (mended) continue;
    await activities.undoInstall({ installId, done });
    return 'given up';
  }
}
