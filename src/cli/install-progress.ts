import { setTimeout } from 'node:timers/promises';
import type { InstallView } from '../ledger/install-views';
import type { ShownProgress } from '../ledger/progress';
import type { InstallStep } from '../model/steps';
import { call } from './admin-client';

const LOOK_EVERY_MS = 500;
/** A step makes a few requests; this long without news, nobody works on it. */
const NEWS_WITHIN_MS = 60_000;
/** What a step was waiting for is told until it begins anew. */
const BEGINS_ANEW_WITHIN_MS = 10_000;

const STEPS: Readonly<Record<InstallStep, string>> = {
  'exchange-code': 'Tokens',
  'read-account': 'Account and its administrator',
  'connect-channel': 'Channel in the account',
  'reconcile-sources': 'Sources in Kommo',
  'subscribe-webhooks': "Webhooks of Kommo's CRM",
  'point-messengers': 'Webhooks of the messengers',
};
const MARKS: Partial<Record<ShownProgress<InstallStep>['state'], string>> = { done: '✓', skipped: '–', failed: '✗' };

export interface FollowOptions {
  readonly json: boolean;
  /** It waited, and was told to try again. */
  readonly again?: boolean;
}

/**
 * Tells each step as it ends, until the installation has ended or needs a person.
 * @returns the exit code
 * @throws Error where nobody works on it
 */
export async function followInstall(
  begun: InstallView,
  { json, again = false }: FollowOptions,
  say: (line: string) => void,
): Promise<number> {
  const told = new Set<string>();
  const tell = ({ steps }: InstallView): void => {
    for (const { step, state, text } of steps) {
      const line = `${MARKS[state] ?? ''} ${STEPS[step]}${text === null ? '' : `: ${text}`}`;
      if (json || MARKS[state] === undefined || told.has(line)) continue;
      told.add(line);
      say(line);
    }
  };

  const startedAt = performance.now();
  let newsAt = startedAt;
  let before = JSON.stringify(begun);
  for (let install = begun; ; install = await look(install)) {
    const now = performance.now();
    const isOld = again && install.state === 'waiting' && JSON.stringify(install) === JSON.stringify(begun);
    if (!isOld || now - startedAt > BEGINS_ANEW_WITHIN_MS) {
      tell(install);
      if (install.state !== 'running') return end(install, json, say);
    }
    if (JSON.stringify(install) !== before) newsAt = now;
    before = JSON.stringify(install);
    if (now - newsAt > NEWS_WITHIN_MS) {
      throw new Error(`Nobody works on it: does a worker run? See courier doctor. It is kept, and goes on by itself`);
    }
    await setTimeout(LOOK_EVERY_MS);
  }
}

function look({ id }: InstallView): Promise<InstallView> {
  return call<InstallView>('GET', `installs/${id}`);
}

function end(install: InstallView, json: boolean, say: (line: string) => void): number {
  if (json) say(JSON.stringify(install));
  else say(ENDS[install.state](install));
  return install.state === 'done' ? 0 : 1;
}

const ENDS: Readonly<Record<InstallView['state'], (install: InstallView) => string>> = {
  running: () => '',
  waiting: ({ id }) => `It waits for that, for 14 days. When it is mended: courier install retry ${id}`,
  done: ({ host, accountId }) => `Installed in ${host}, account ${String(accountId)}`,
  failed: () => 'It was given up, and what was done is taken back',
  replaced: () => 'Another code or token came for the same account, and goes on in its place',
};
