import type { Pipeline, Source } from '../../kommo/crm/types';
import { readScope } from '../../ledger/account-scopes';
import type { GrantKey } from '../../ledger/grants';
import { endFault, noteFault, noteGoneFromKommo, noteInKommo, sourcesOf } from '../../ledger/kept-sources';
import { together, wordsOf, type Words } from '../../model/words';
import { say } from '../../words';
import type { StepResult } from '../../workflows/account-contract';
import type { AccountDependencies } from './dependencies';
import { compareSources, type Agreement, type ReconcileRules, type SourceChanges } from './source-changes';
import { DONE, needsPerson, settled, type CrmRefusal } from './step';

/** 100 or 50 at once, the sources do not agree (kommo-platform.md §4.4). */
const AT_ONCE = 50;

/**
 * Makes Kommo's list of sources what ours is; see {@link compareSources}. What Kommo does not take is noted at the source,
 * and what can be done is done.
 */
export async function reconcileSources(deps: AccountDependencies, key: GrantKey): Promise<StepResult> {
  const scope = await readScope(deps.db, key);
  const ours = await sourcesOf(deps.db, key);
  if (scope === undefined || ours.length === 0) return DONE;
  const theirs = settled(await deps.crm.ask(key, (crm) => crm.sources()));
  if (theirs.kind === 'refused') return notToBeDone(theirs);
  const pipelines = settled(await deps.crm.ask(key, (crm) => crm.pipelines()));
  const changes = compareSources(ours, theirs.value, {
    pipelines: pipelines.kind === 'accepted' ? usableOf(pipelines.value) : undefined,
    originCode: scope.channel.code ?? undefined,
  });
  await removeOld(deps, key, changes.remove);
  const refusals = [
    ...(await addNew(deps, key, changes.add, theirs.value.length - changes.remove.length)),
    ...(await changeOld(deps, key, changes.change)),
  ];
  for (const agreed of [...changes.adopt, ...changes.same]) await noteAgreed(deps, agreed, agreed.kommoId);
  for (const { id } of ours) {
    if (changes.withoutPipeline.includes(id)) await noteFault(deps.db, id, ARCHIVED);
    else await endFault(deps.db, id, ['pipeline']);
  }
  const [first] = refusals;
  return first === undefined ? DONE : notToBeDone(first);
}

function usableOf(pipelines: readonly Pipeline[]): NonNullable<ReconcileRules['pipelines']> {
  return {
    usable: new Set(pipelines.filter(({ isArchived }) => !isArchived).map(({ id }) => id)),
    main: pipelines.find(({ isMain }) => isMain)?.id,
  };
}

const ARCHIVED = {
  kind: 'pipeline',
  ...say('source.archived'),
} as const;

/** Without access nothing can be done; else the sources that were refused say so themselves. */
function notToBeDone(refusal: CrmRefusal): StepResult {
  switch (refusal.reason) {
    case 'no-access':
    case 'token':
    case 'forbidden':
    case 'payment':
    case 'moved':
      return needsPerson(refusal);
    default:
      return { kind: 'skipped', ...wordsOf(refusal) };
  }
}

async function removeOld(deps: AccountDependencies, key: GrantKey, remove: SourceChanges['remove']): Promise<void> {
  for (const { sourceId, kommoId } of remove) {
    const answer = settled(await deps.crm.ask(key, (crm) => crm.removeSource(kommoId)));
    if (answer.kind === 'accepted' || answer.reason === 'not-found') await noteGoneFromKommo(deps.db, sourceId);
  }
}

/** @param there how many Kommo has already */
async function addNew(
  deps: AccountDependencies,
  key: GrantKey,
  add: SourceChanges['add'],
  there: number,
): Promise<readonly CrmRefusal[]> {
  const refusals: CrmRefusal[] = [];
  let count = there;
  for (const batch of batches(add)) {
    const answer = settled(await deps.crm.ask(key, (crm) => crm.addSources(batch.map(({ fields }) => fields))));
    if (answer.kind === 'accepted') {
      await noteAdded(deps, batch, answer.value);
      count += batch.length;
    } else if (batch.length > 1) {
      // Which one Kommo does not take, only adding them singly tells.
      for (const one of batch) {
        const refused = await addNew(deps, key, [one], count);
        if (refused.length === 0) count += 1;
        refusals.push(...refused);
      }
    } else if (answer.codes.includes('NotUnique') && (await isThereByNow(deps, key, batch))) {
      count += 1;
    } else {
      refusals.push(answer);
      await noteRefused(deps, batch, refusalWords(answer, count));
    }
  }
  return refusals;
}

/** The account and the workflow of the source look after it at the same time: the other one was sooner. */
async function isThereByNow(deps: AccountDependencies, key: GrantKey, batch: SourceChanges['add']): Promise<boolean> {
  const theirs = settled(await deps.crm.ask(key, (crm) => crm.sources()));
  if (theirs.kind === 'refused') return false;
  await noteAdded(deps, batch, theirs.value);
  return batch.every(({ fields }) => theirs.value.some(({ externalId }) => externalId === fields.externalId));
}

async function changeOld(
  deps: AccountDependencies,
  key: GrantKey,
  change: SourceChanges['change'],
): Promise<readonly CrmRefusal[]> {
  const refusals: CrmRefusal[] = [];
  for (const batch of batches(change)) {
    const answer = settled(await deps.crm.ask(key, (crm) => crm.changeSources(batch.map(({ fields }) => fields))));
    if (answer.kind === 'accepted') {
      for (const one of batch) await noteAgreed(deps, one, one.fields.id);
    } else if (batch.length > 1) {
      for (const one of batch) refusals.push(...(await changeOld(deps, key, [one])));
    } else {
      refusals.push(answer);
      await noteRefused(deps, batch, refusalWords(answer));
    }
  }
  return refusals;
}

async function noteAdded(
  deps: AccountDependencies,
  batch: SourceChanges['add'],
  there: readonly Source[],
): Promise<void> {
  for (const one of batch) {
    const made = there.find(({ externalId }) => externalId === one.fields.externalId);
    if (made !== undefined) await noteAgreed(deps, one, made.id);
  }
}

async function noteAgreed({ db }: AccountDependencies, { source, as, ours }: Agreement, id: number): Promise<void> {
  await noteInKommo(db, source.id, { id, as }, { before: source.ours, now: ours });
  await endFault(db, source.id, ['kommo']);
}

async function noteRefused(deps: AccountDependencies, batch: readonly Agreement[], words: Words): Promise<void> {
  for (const { source } of batch) await noteFault(deps.db, source.id, { kind: 'kommo', ...words });
}

/** Kommo's pages disagree about the number, and none tells how more are refused (kommo-platform.md §4.4, §4.5). */
const LIMITS: readonly number[] = [50, 100];
/** These are about a field (kommo-platform.md §4.5). */
const NO_LIMIT = /^(NotSupportedChoice|NotUnique)$/;

/** @param there how many Kommo has when it takes no other */
function refusalWords(refusal: CrmRefusal, there?: number): Words {
  const { reason, codes } = refusal;
  const isFull =
    codes.some((code) => /limit/i.test(code)) ||
    (there !== undefined && reason === 'conflict') ||
    (there !== undefined &&
      reason === 'invalid' &&
      LIMITS.includes(there) &&
      !codes.some((code) => NO_LIMIT.test(code)));
  return together([say(isFull ? 'source.limit' : 'source.not-taken'), refusal]);
}

function batches<Item>(items: readonly Item[]): Item[][] {
  const all: Item[][] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) all.push(items.slice(from, from + AT_ONCE));
  return all;
}
