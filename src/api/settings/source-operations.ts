import type { Operation } from '../openapi/operation';
import { NOT_FOUND } from '../problem';
import { ledgerTime, readSource, testMessage, type TestMessage } from '../../ledger/overview';
import { asSourceId, type SourceId } from '../../model/ids';
import type { Language } from '../../model/words';
import { say } from '../../words';
import { inWords } from '../../words/in-words';
import { addSource } from '../sources/add-source';
import { changeSource } from '../sources/change-source';
import { checkSource } from '../sources/check-source';
import type { SourceOwner } from '../sources/dependencies';
import { pauseSource, resumeSource } from '../sources/pause-source';
import { readTrace, withWords } from '../read-trace';
import type { Trace } from '../../trace/trace';
import { removeSource } from '../sources/remove-source';
import { repairSource } from '../sources/repair-source';
import { sourceProblem } from '../sources/source-problems';
import type { SourceCard, SourceTest } from './contract';
import type { SettingsDependencies } from './dependencies';
import type { KommoFacts } from './kommo-facts';
import { SETTINGS_OPERATIONS } from './operations';
import { sinceInPath } from './schemas';
import type { Answered, Serving } from './serve';
import type { Session } from './session';
import { sourceCardOf } from './source-card';

/** Adding, changing and removing bots, numbers and pages. */
export function sourceOperations(
  { serveInstalled }: Serving,
  deps: SettingsDependencies,
  facts: KommoFacts,
): Operation[] {
  const { db } = deps;

  async function card(owner: SourceOwner, { open }: Session, sourceId: SourceId): Promise<Answered<SourceCard>> {
    const source = await readSource(db, owner.scopeId, sourceId);
    if (source === undefined) return { problem: NOT_FOUND };
    const pipelines = source.pipelineId === null ? null : await facts.pipelines(owner);
    return { answer: sourceCardOf(source, pipelines, open.language) };
  }

  return [
    serveInstalled(SETTINGS_OPERATIONS.addSource, async ({ owner, session, body }) => {
      const added = await addSource(deps, owner, body);
      return added.kind === 'added' ? card(owner, session, added.sourceId) : { problem: sourceProblem(added) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.source, ({ owner, session, params }) => card(owner, session, idIn(params))),
    serveInstalled(SETTINGS_OPERATIONS.changeSource, async ({ owner, session, params, body }) => {
      const sourceId = idIn(params);
      const changed = await changeSource(deps, owner, sourceId, body);
      return changed.kind === 'changed' ? card(owner, session, sourceId) : { problem: sourceProblem(changed) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.pauseSource, async ({ owner, params, session, key }) => {
      const sourceId = idIn(params);
      const paused = await pauseSource(deps, owner, sourceId, `${session.userId}/${key}/pause`);
      return paused.kind === 'done' ? card(owner, session, sourceId) : { problem: sourceProblem(paused) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.resumeSource, async ({ owner, params, session, key }) => {
      const sourceId = idIn(params);
      const resumed = await resumeSource(deps, owner, sourceId, `${session.userId}/${key}/resume`);
      return resumed.kind === 'done' ? card(owner, session, sourceId) : { problem: sourceProblem(resumed) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.repairSource, async ({ owner, session, params, body }) => {
      const sourceId = idIn(params);
      const repaired = await repairSource(deps, owner, sourceId, body);
      return repaired.kind === 'repairing' ? card(owner, session, sourceId) : { problem: sourceProblem(repaired) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.checkSource, async ({ owner, session, params }) => {
      const sourceId = idIn(params);
      const checked = await checkSource(deps, owner, sourceId);
      return checked.kind === 'checked' ? card(owner, session, sourceId) : { problem: sourceProblem(checked) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.removeSource, async ({ owner, params }) => {
      const removed = await removeSource(deps, owner, idIn(params));
      return removed.kind === 'removing' ? { answer: {} } : { problem: sourceProblem(removed) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.trace, async ({ owner, session, params }) => {
      const found = await readTrace(db, { id: params.deliveryId ?? '' }, owner.accountId);
      const trace = found === undefined || Array.isArray(found) ? undefined : (found as Trace);
      // Another integration of the same account has sources of its own.
      if (trace === undefined || (await readSource(db, owner.scopeId, trace.sourceId)) === undefined)
        return { problem: NOT_FOUND };
      return { answer: withWords(trace, session.open.language) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.beginTest, async ({ owner, params }) => {
      if ((await readSource(db, owner.scopeId, idIn(params))) === undefined) return { problem: NOT_FOUND };
      const begun: SourceTest = { since: await ledgerTime(db), state: { kind: 'waiting' } };
      return { answer: begun };
    }),
    serveInstalled(SETTINGS_OPERATIONS.readTest, async ({ owner, session, params }) => {
      const sourceId = idIn(params);
      const since = sinceInPath.safeParse(params.since).data;
      if (since === undefined || (await readSource(db, owner.scopeId, sourceId)) === undefined)
        return { problem: NOT_FOUND };
      return { answer: { since, state: testState(await testMessage(db, sourceId, since), session.open.language) } };
    }),
  ];
}

/** The ledger knows in English why; in other languages it is told that it failed, and what it says is for the log. */
function testState(state: TestMessage, language: Language): SourceTest['state'] {
  if (state.kind !== 'failed') return state;
  const failed = say('source.test-failed');
  return {
    kind: 'failed',
    deliveryId: state.deliveryId,
    text: inWords({ text: state.text ?? failed.text, said: failed.said }, language),
  };
}

function idIn(params: Readonly<Record<string, string>>): SourceId {
  return asSourceId(params.sourceId ?? '');
}
