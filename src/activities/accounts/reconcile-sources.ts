import type { Source } from '../../kommo/crm/types';
import { readScope } from '../../ledger/account-scopes';
import type { GrantKey } from '../../ledger/grants';
import { endFault, noteFault, noteGoneFromKommo, noteInKommo, sourcesOf } from '../../ledger/kept-sources';
import { together, wordsOf } from '../../model/words';
import { say } from '../../words';
import type { StepResult } from '../../workflows/account-contract';
import type { AccountDependencies } from './dependencies';
import { compareSources, type SourceChanges } from './source-changes';
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
  const usable =
    pipelines.kind === 'accepted'
      ? new Set(pipelines.value.filter(({ isArchived }) => !isArchived).map(({ id }) => id))
      : undefined;
  const changes = compareSources(ours, theirs.value, {
    pipelines: usable,
    originCode: scope.channel.code ?? undefined,
  });
  await removeOld(deps, key, changes.remove);
  const refusals = [...(await addNew(deps, key, changes.add)), ...(await changeOld(deps, key, changes.change))];
  for (const { source, kommoId, as } of changes.adopt) await noteInKommo(deps.db, source.id, { id: kommoId, as }, true);
  for (const { source, kommoId, as } of changes.same) {
    const told = changes.withoutPipeline.includes(source.id) ? source.ours : as;
    await noteInKommo(deps.db, source.id, { id: kommoId, as: told }, false);
    await endFault(deps.db, source.id, ['kommo']);
  }
  for (const { id } of ours) {
    if (changes.withoutPipeline.includes(id)) await noteFault(deps.db, id, ARCHIVED);
    else await endFault(deps.db, id, ['pipeline']);
  }
  const [first] = refusals;
  return first === undefined ? DONE : notToBeDone(first);
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

async function addNew(
  deps: AccountDependencies,
  key: GrantKey,
  add: SourceChanges['add'],
): Promise<readonly CrmRefusal[]> {
  const refusals: CrmRefusal[] = [];
  for (const batch of batches(add)) {
    const answer = settled(await deps.crm.ask(key, (crm) => crm.addSources(batch.map(({ fields }) => fields))));
    if (answer.kind === 'accepted') await noteAdded(deps, batch, answer.value);
    else if (batch.length > 1) {
      // Which one Kommo does not take, only adding them singly tells.
      for (const one of batch) refusals.push(...(await addNew(deps, key, [one])));
    } else {
      refusals.push(answer);
      await noteRefused(deps, batch, answer);
    }
  }
  return refusals;
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
      for (const { source, as, fields } of batch) {
        await noteInKommo(deps.db, source.id, { id: fields.id, as }, false);
        await endFault(deps.db, source.id, ['kommo']);
      }
    } else if (batch.length > 1) {
      for (const one of batch) refusals.push(...(await changeOld(deps, key, [one])));
    } else {
      refusals.push(answer);
      await noteRefused(deps, batch, answer);
    }
  }
  return refusals;
}

async function noteAdded(
  deps: AccountDependencies,
  batch: SourceChanges['add'],
  there: readonly Source[],
): Promise<void> {
  for (const { source, fields } of batch) {
    const made = there.find(({ externalId }) => externalId === fields.externalId);
    if (made === undefined) continue;
    await noteInKommo(deps.db, source.id, { id: made.id, as: source.ours }, false);
    await endFault(deps.db, source.id, ['kommo']);
  }
}

async function noteRefused(
  deps: AccountDependencies,
  batch: readonly { readonly source: { readonly id: SourceChanges['withoutPipeline'][number] } }[],
  refusal: CrmRefusal,
): Promise<void> {
  const words = together([say(refusal.reason === 'conflict' ? 'source.limit' : 'source.not-taken'), refusal]);
  for (const { source } of batch) await noteFault(deps.db, source.id, { kind: 'kommo', ...words });
}

function batches<Item>(items: readonly Item[]): Item[][] {
  const all: Item[][] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) all.push(items.slice(from, from + AT_ONCE));
  return all;
}
