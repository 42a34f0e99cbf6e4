import type { NewSource, Source, SourceChange } from '../../kommo/crm/types';
import type { InKommo, KeptSource } from '../../ledger/kept-sources';
import type { SourceId } from '../../model/ids';

/** What has to be done so that Kommo's list of sources and ours say the same. */
export interface SourceChanges {
  readonly add: readonly { readonly source: KeptSource; readonly fields: NewSource }[];
  readonly change: readonly { readonly source: KeptSource; readonly as: InKommo; readonly fields: SourceChange }[];
  /** Changed by a person in Kommo: ours follow. */
  readonly adopt: readonly { readonly source: KeptSource; readonly kommoId: number; readonly as: InKommo }[];
  /** The same on both sides. */
  readonly same: readonly { readonly source: KeptSource; readonly kommoId: number; readonly as: InKommo }[];
  readonly remove: readonly { readonly sourceId: SourceId; readonly kommoId: number }[];
  /** Its pipeline is archived or gone: new leads go to the main one until another is chosen. */
  readonly withoutPipeline: readonly SourceId[];
}

export interface ReconcileRules {
  /** Pipelines that can be used; undefined where Kommo could not be asked. */
  readonly pipelines: ReadonlySet<number> | undefined;
  /** The channel's code, for conversations that start in Kommo. */
  readonly originCode: string | undefined;
}

/**
 * Compares three: ours, Kommo's, and what Kommo was told last. What only we have changed is told to Kommo; what only a
 * person in Kommo has changed is taken over; where both have, ours stands. One that is missing there is made again, one
 * that was removed here is removed there. Sources that are not ours are left alone (kommo-platform.md §4).
 */
export function compareSources(
  ours: readonly KeptSource[],
  theirs: readonly Source[],
  { pipelines, originCode }: ReconcileRules,
): SourceChanges {
  const changes: { [Kind in keyof SourceChanges]: SourceChanges[Kind][number][] } = {
    add: [],
    change: [],
    adopt: [],
    same: [],
    remove: [],
    withoutPipeline: [],
  };
  const byExternalId = new Map(theirs.map((source) => [source.externalId, source]));
  for (const source of ours) {
    const there = byExternalId.get(source.externalId);
    if (source.isRemoved) {
      if (there !== undefined) changes.remove.push({ sourceId: source.id, kommoId: there.id });
      continue;
    }
    const usable = source.ours.pipelineId === null || pipelines === undefined || pipelines.has(source.ours.pipelineId);
    if (!usable) changes.withoutPipeline.push(source.id);
    const wanted = usable ? source.ours : { ...source.ours, pipelineId: null };
    if (there === undefined) {
      changes.add.push({ source, fields: newSource(source, wanted, originCode) });
      continue;
    }
    const now = asIn(there, wanted);
    const kommoId = there.id;
    if (isSame(now, wanted) && isWhatsAppSame(source, there)) changes.same.push({ source, kommoId, as: wanted });
    else if (source.told !== null && isSame(source.told, source.ours) && mayFollow(now, pipelines)) {
      changes.adopt.push({ source, kommoId, as: now });
    } else {
      changes.change.push({ source, as: wanted, fields: { id: kommoId, ...fieldsOf(source, wanted, originCode) } });
    }
  }
  return changes;
}

/** Where we leave the pipeline to Kommo, whichever it has is right. */
function asIn(there: Source, wanted: InKommo): InKommo {
  return {
    name: there.name ?? wanted.name,
    pipelineId: wanted.pipelineId === null ? null : (there.pipelineId ?? null),
    isDefault: there.isDefault,
  };
}

function isSame(one: InKommo, other: InKommo): boolean {
  return one.name === other.name && one.pipelineId === other.pipelineId && one.isDefault === other.isDefault;
}

function mayFollow(now: InKommo, pipelines: ReadonlySet<number> | undefined): boolean {
  return now.pipelineId === null || pipelines === undefined || pipelines.has(now.pipelineId);
}

function isWhatsAppSame({ messenger }: KeptSource, there: Source): boolean {
  return messenger !== 'whatsapp' || (there.whatsapp?.official === true && there.whatsapp.listMessages);
}

function newSource(source: KeptSource, wanted: InKommo, originCode: string | undefined): NewSource {
  return { externalId: source.externalId, ...fieldsOf(source, wanted, originCode) };
}

function fieldsOf(
  { messenger }: KeptSource,
  wanted: InKommo,
  originCode: string | undefined,
): Omit<NewSource, 'externalId'> {
  return {
    name: wanted.name,
    ...(wanted.pipelineId === null ? {} : { pipelineId: wanted.pipelineId }),
    isDefault: wanted.isDefault,
    ...(originCode === undefined ? {} : { originCode }),
    // Enables template reviews and list messages in Kommo (§4.3).
    ...(messenger === 'whatsapp' ? { whatsapp: { official: true, listMessages: true } } : {}),
  };
}
