import type { Pipeline } from '../../kommo/crm/types';
import type { SourceView } from '../../ledger/overview';
import { messengerOf } from '../../messengers/registry';
import { SOURCE_STEPS } from '../../model/steps';
import { utcMinute } from '../../model/utc';
import { together, type Language } from '../../model/words';
import { say } from '../../words';
import { inWords } from '../../words/in-words';
import type { SourceCard, SourceFault, SourceState } from './contract';
import { progressOf } from './installation';

/** @param pipelines the account's, null where Kommo does not say */
export function sourceCardOf(
  source: SourceView,
  pipelines: readonly Pipeline[] | null,
  language: Language,
): SourceCard {
  const driver = messengerOf(source.messenger);
  const pipeline = pipelineOf(source.pipelineId, pipelines);
  return {
    id: source.id,
    messenger: source.messenger,
    messengerTitle: driver?.title ?? source.messenger,
    name: source.name,
    address: source.address,
    link:
      driver?.linkTo?.({
        remoteId: source.remoteId,
        ...(source.address === null ? {} : { address: source.address }),
      }) ?? null,
    keepsHistory: driver?.history !== undefined,
    pipeline,
    isDefault: source.isDefault,
    contacts: { preLink: source.preLink, referralFields: source.referralFields },
    conversations: source.conversations,
    state: stateOf(source, pipeline, language),
    lastMessageAt: source.lastMessageAt,
    windowMs: source.channelWindowMs ?? driver?.capabilities.windowMs ?? null,
    steps: progressOf(SOURCE_STEPS, source.steps, language),
    checks: source.checks.map((check) => ({
      name: check.name,
      title: inWords(check.title, language),
      state: check.state,
      text: inWords(check, language),
    })),
    checkedAt: source.checkedAt,
    notice: noticeOf(source, driver?.title ?? source.messenger, language),
  };
}

/** What still stands goes before what was told after it; where the two are one, in the messenger's words. */
function noticeOf({ notice, restriction }: SourceView, messenger: string, language: Language): SourceCard['notice'] {
  if (restriction === null || restriction.at === notice?.at) {
    return notice && { weight: notice.weight, text: inWords(notice, language), at: notice.at };
  }
  const { what, until, at } = restriction;
  const forbidden = say(`source.restricted-${what}`, { messenger });
  const words =
    until === undefined
      ? forbidden
      : together([forbidden, say('source.restricted-until', { until: utcMinute(until) })]);
  return { weight: 'limited', text: inWords(words, language), at };
}

function pipelineOf(id: number | null, pipelines: readonly Pipeline[] | null): SourceCard['pipeline'] {
  if (id === null) return null;
  const known = pipelines?.find((pipeline) => pipeline.id === id);
  // One that Kommo does not list any more takes no leads either.
  return { id, name: known?.name ?? null, archived: known?.isArchived ?? pipelines !== null };
}

/** A source goes on counting as connecting when a step needs a person: then that is what is wrong. */
function stateOf(source: SourceView, pipeline: SourceCard['pipeline'], language: Language): SourceState {
  const broken = (fault: SourceFault, words: Parameters<typeof inWords>[0]): SourceState => ({
    kind: 'broken',
    fault,
    text: inWords(words, language),
    since: source.faultSince,
  });
  if (source.removing) return { kind: 'removing' };
  const failed = Object.values(source.steps).find(({ state }) => state === 'failed');
  if (source.connecting && failed === undefined) return { kind: 'connecting' };
  if (source.fault !== null) {
    const { faultText: text, faultSaid: said } = source;
    return broken(source.fault, text === null ? say('source.does-not-work') : { text, said });
  }
  if (source.connecting) {
    // The steps at the messenger note a fault of the source; what is left is Kommo's.
    const { text = null, said } = failed ?? {};
    return broken('kommo', text === null ? say('source.kommo-refused') : { text, said });
  }
  if (pipeline?.archived === true) {
    return broken('pipeline', say('source.choose-pipeline'));
  }
  return source.paused === null ? { kind: 'ok' } : { kind: 'paused', ...source.paused };
}
