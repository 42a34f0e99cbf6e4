import { heartbeat } from '@temporalio/activity';
import { readScope } from '../../ledger/account-scopes';
import type { GrantKey } from '../../ledger/grants';
import { sourcesOf } from '../../ledger/kept-sources';
import { beginSync, endSync, noteSyncSteps } from '../../ledger/template-syncs';
import { noteTaken, readTemplates, removeTemplate, saveTemplate, type KeptTemplate } from '../../ledger/templates';
import type { ScopeId } from '../../model/ids';
import { together, type Words } from '../../model/words';
import { say } from '../../words';
import type { AccountDependencies } from '../accounts/dependencies';
import { subscribeWebhooks } from '../accounts/webhooks';
import { tryAgain } from '../try-again';
import { compareTemplates, type TemplatePlan } from './compare-templates';
import { KommoTemplates } from './kommo-templates';
import { TemplateSteps } from './perform-steps';
import { askHolder, holdersOf, inKommo, type Holder, type Trouble } from './template-sides';

/** Imported, its review begun, its state told; one more finds nothing to do. */
const MOST_ROUNDS = 5;

/**
 * Makes both sides know of each other's templates; see {@link compareTemplates}. What to do is decided by what is there, and
 * looked at again after it was done, so a repeat goes on where the last one ended and makes nothing twice.
 */
export async function syncTemplates(deps: AccountDependencies, key: GrantKey): Promise<void> {
  const { db } = deps;
  const scope = await readScope(db, key);
  if (scope === undefined || scope.isRemoved) return;
  const { scopeId } = scope;
  const holders = holdersOf(deps, await sourcesOf(db, key));
  if (holders.length === 0) return;
  await beginSync(db, scopeId);
  const troubles: Trouble[] = [];
  const kommo = new KommoTemplates(deps, key);
  try {
    const hooks = await subscribeWebhooks(deps, key);
    if (hooks.kind === 'skipped') troubles.push({ words: say('template.no-hooks'), later: false });
    for (const holder of holders) {
      heartbeat();
      const trouble = await askHolder(holder);
      if (trouble !== undefined) troubles.push(trouble);
    }
    await inRounds(deps, { scopeId, holders, kommo, troubles });
  } catch (error) {
    if (!kommo.isNotNow(error)) throw error;
    await endSync(db, scopeId, { text: error.message }, false);
    throw error;
  }
  const later = troubles.find((trouble) => trouble.later);
  await endSync(db, scopeId, inWords(troubles), later === undefined);
  if (later !== undefined) throw tryAgain(later.words.text, later.retryAfterMs);
}

interface Sides {
  readonly scopeId: ScopeId;
  readonly holders: readonly Holder[];
  readonly kommo: KommoTemplates;
  readonly troubles: Trouble[];
}

async function inRounds(deps: AccountDependencies, { scopeId, holders, kommo, troubles }: Sides): Promise<void> {
  const { db } = deps;
  const steps = new TemplateSteps(deps, { scopeId, holders, kommo, troubles });
  let done = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const listed = await kommo.list();
    if (listed.kind === 'refused') {
      troubles.push({ words: listed.words, later: false });
      return;
    }
    const kept = await readTemplates(db, scopeId);
    const plans = compareTemplates({ kept, kommo: inKommo(listed.templates, kept), holdings: holders });
    const written = await writeDown(deps, scopeId, plans);
    const due = written.flatMap((plan) =>
      plan.steps.filter((step) => steps.mayTry(step)).map((step) => ({ ...plan, step })),
    );
    if (due.length === 0) return;
    const all = done + due.length;
    await noteSyncSteps(db, scopeId, done, all);
    await steps.perform(due, async (count) => {
      done += count;
      heartbeat();
      await noteSyncSteps(db, scopeId, done, all);
    });
  }
}

/** Before anything is done, so that what was done is recognised after a crash. */
async function writeDown(
  { db }: AccountDependencies,
  scopeId: ScopeId,
  plans: readonly TemplatePlan[],
): Promise<readonly (TemplatePlan & { readonly templateId: string })[]> {
  const written: (TemplatePlan & { readonly templateId: string })[] = [];
  for (const plan of plans) {
    const { kept, standing } = plan;
    if (standing === undefined) {
      if (kept !== undefined) await removeTemplate(db, scopeId, kept.id);
      continue;
    }
    const templateId = await saveTemplate(db, scopeId, kept?.id, standing);
    if (isTaken(kept, standing)) await noteTaken(db, scopeId, templateId);
    written.push({ ...plan, templateId });
  }
  return written;
}

function isTaken(kept: KeptTemplate | undefined, standing: NonNullable<TemplatePlan['standing']>): boolean {
  return kept?.takesRemote === true && !standing.takesRemote;
}

/** The same said of several is said once. */
function inWords(troubles: readonly Trouble[]): Words | null {
  const said = new Map(troubles.map(({ words }) => [words.text, words]));
  return said.size === 0 ? null : together([...said.values()].slice(0, MOST_TROUBLES));
}

const MOST_TROUBLES = 3;
