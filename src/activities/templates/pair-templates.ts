import type { Template } from '../../kommo/crm/types';
import type { KeptTemplate } from '../../ledger/templates';
import type { RemoteTemplate } from '../../messengers/contract';
import type { SourceId } from '../../model/ids';
import type { MessengerKind } from '../../model/messenger-kind';

/** An account at the messenger that holds templates, with the sources that share it. */
export interface Holding {
  readonly holder: string;
  readonly messenger: MessengerKind;
  readonly sources: readonly { readonly id: SourceId; readonly kommoSourceId: number | null }[];
  /** null: it cannot be asked now. */
  readonly templates: readonly RemoteTemplate[] | null;
}

/** `isListed`: Kommo lists it to us; else only its webhook told of it (kommo-platform.md §8: own ones are listed only). */
export type KommoTemplate = Template & { readonly isListed: boolean };

/** One template as each of three knows it. */
export interface Pair {
  readonly kept: KeptTemplate | undefined;
  readonly kommo: KommoTemplate | undefined;
  readonly remoteId: string | undefined;
}

/** Finds what belongs together: by the ids that are kept, else by the `external_id` that Courier gives what it imports. */
export function pairUp({
  kept,
  kommo,
  holdings,
}: {
  readonly kept: readonly KeptTemplate[];
  readonly kommo: readonly KommoTemplate[];
  readonly holdings: readonly Holding[];
}): readonly Pair[] {
  const remoteIds = new Set(holdings.flatMap(({ templates }) => templates ?? []).map(({ id }) => id));
  const left = new Set(kept);
  const found = kommo.map((template): Pair => {
    const { externalId } = template;
    const known =
      kept.find(({ kommoId }) => kommoId === template.id) ??
      [...left].find(({ kommoId, remoteId }) => kommoId === null && remoteId !== null && remoteId === externalId);
    if (known !== undefined) left.delete(known);
    const named = externalId !== undefined && remoteIds.has(externalId) ? externalId : undefined;
    return { kept: known, kommo: template, remoteId: known?.remoteId ?? named };
  });
  const taken = new Set(found.map(({ remoteId }) => remoteId));
  const alone = [...left]
    .filter(({ remoteId, kommoId }) => kommoId !== null || remoteId === null || !taken.has(remoteId))
    .map((known): Pair => ({ kept: known, kommo: undefined, remoteId: known.remoteId ?? undefined }));
  for (const { remoteId } of alone) taken.add(remoteId);
  const fresh = [...remoteIds]
    .filter((id) => !taken.has(id))
    .map((remoteId): Pair => ({ kept: undefined, kommo: undefined, remoteId }));
  return [...found, ...alone, ...fresh];
}
