import { tokenWarning } from '../../model/token-end';
import type { Headline, Installation, SourceCard } from './contract';

export interface HeadlineFacts {
  readonly installation: Installation;
  readonly sources: readonly SourceCard[];
  readonly stuck: { readonly count: number; readonly since: number } | null;
  readonly now: number;
}

/** One sentence: what is most urgent of what there is to do, or that everything flows. */
export function headlineOf({ installation, sources, stuck, now }: HeadlineFacts): Headline {
  switch (installation.state) {
    case 'needs-authorisation':
      return { kind: 'authorise' };
    case 'installing':
    case 'waiting':
      return { kind: 'installing' };
    case 'ready':
      break;
  }
  const present = sources.filter(({ state }) => state.kind !== 'removing');
  if (present.length === 0) return { kind: 'no-sources' };
  const broken = longestBroken(present);
  if (broken !== undefined) return { kind: 'source-broken', sourceId: broken.id, name: broken.name };
  if (stuck !== null) return { kind: 'stuck', ...stuck };
  const connecting = present.find(({ state }) => state.kind === 'connecting');
  if (connecting !== undefined) return { kind: 'source-connecting', sourceId: connecting.id, name: connecting.name };
  const { tokenEndsAt } = installation;
  if (tokenEndsAt !== null && tokenWarning(tokenEndsAt, now) !== undefined)
    return { kind: 'token-ends', at: tokenEndsAt };
  if (present.every(({ state }) => state.kind === 'paused')) return { kind: 'all-paused' };
  const times = present.flatMap(({ lastMessageAt }) => lastMessageAt ?? []);
  return { kind: 'flows', lastMessageAt: times.length === 0 ? null : Math.max(...times) };
}

function longestBroken(sources: readonly SourceCard[]): SourceCard | undefined {
  const since = ({ state }: SourceCard): number => (state.kind === 'broken' ? (state.since ?? Infinity) : Infinity);
  return sources
    .filter(({ state }) => state.kind === 'broken')
    .reduce<SourceCard | undefined>(
      (longest, source) => (longest === undefined || since(source) < since(longest) ? source : longest),
      undefined,
    );
}
