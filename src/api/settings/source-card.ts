import type { Pipeline } from '../../kommo/crm/types';
import type { SourceView } from '../../ledger/overview';
import { messengerOf } from '../../messengers/registry';
import type { MessengerKind } from '../../model/messenger-kind';
import { SOURCE_STEPS } from '../../model/steps';
import type { SourceCard, SourceState } from './contract';
import { progressOf } from './installation';

/** @param pipelines the account's, null where Kommo does not say */
export function sourceCardOf(source: SourceView, pipelines: readonly Pipeline[] | null): SourceCard {
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
    state: stateOf(source, pipeline),
    lastMessageAt: source.lastMessageAt,
    windowMs: source.channelWindowMs ?? driver?.capabilities.windowMs ?? null,
    steps: progressOf(SOURCE_STEPS, source.steps),
  };
}

function pipelineOf(id: number | null, pipelines: readonly Pipeline[] | null): SourceCard['pipeline'] {
  if (id === null) return null;
  const known = pipelines?.find((pipeline) => pipeline.id === id);
  // One that Kommo does not list any more takes no leads either.
  return { id, name: known?.name ?? null, archived: known?.isArchived ?? pipelines !== null };
}

/** A source goes on counting as connecting when a step needs a person: then that is what is wrong. */
function stateOf(source: SourceView, pipeline: SourceCard['pipeline']): SourceState {
  if (source.removing) return { kind: 'removing' };
  const failed = Object.values(source.steps).find(({ state }) => state === 'failed');
  if (source.connecting && failed === undefined) return { kind: 'connecting' };
  const since = source.faultSince;
  if (source.fault !== null) {
    return { kind: 'broken', fault: source.fault, text: source.faultText ?? 'It does not work now.', since };
  }
  if (source.connecting) {
    // The steps at the messenger note a fault of the source; what is left is Kommo's.
    return { kind: 'broken', fault: 'kommo', text: failed?.text ?? 'Kommo did not take it.', since };
  }
  if (pipeline?.archived === true) {
    return { kind: 'broken', fault: 'pipeline', text: 'Its pipeline is archived: choose another.', since };
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
