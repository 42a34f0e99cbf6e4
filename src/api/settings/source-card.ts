import type { Pipeline } from '../../kommo/crm/types';
import type { SourceView } from '../../ledger/overview';
import { messengerOf } from '../../messengers/registry';
import type { MessengerKind } from '../../model/messenger-kind';
import { SOURCE_STEPS } from '../../model/steps';
import type { Language } from '../../model/words';
import { say } from '../../words';
import { inWords } from '../in-words';
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
    link: linkTo(source.messenger, source.address),
    pipeline,
    isDefault: source.isDefault,
    state: stateOf(source, pipeline, language),
    lastMessageAt: source.lastMessageAt,
    windowMs: source.channelWindowMs ?? driver?.capabilities.windowMs ?? null,
    steps: progressOf(SOURCE_STEPS, source.steps, language),
  };
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

/** What a phone opens; where a messenger has no such links, or we do not know the address, there is none. */
function linkTo(messenger: MessengerKind, address: string | null): string | null {
  if (address === null) return null;
  switch (messenger) {
    case 'telegram':
      return /^@\w{1,64}$/.test(address) ? `https://t.me/${address.slice(1)}` : null;
    case 'whatsapp':
      return /^\+\d{5,15}$/.test(address) ? `https://wa.me/${address.slice(1)}` : null;
    case 'messenger':
      return /^[A-Za-z0-9.]{1,64}$/.test(address) ? `https://m.me/${address}` : null;
    case 'instagram':
      return /^@[A-Za-z0-9._]{1,30}$/.test(address) ? `https://ig.me/m/${address.slice(1)}` : null;
    case 'viber':
    case 'wechat':
    case 'apple':
    case 'botframework':
    case 'custom':
      return null;
  }
}
