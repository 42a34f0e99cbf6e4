import type { NewSource, Source, SourceChange } from '../../kommo/crm/types';
import type { InKommo, KeptSource } from '../../ledger/kept-sources';
import type { SourceId } from '../../model/ids';

/** What has to be done so that Kommo's list of sources and ours say the same. */
export interface SourceChanges {
  readonly add: readonly Addition[];
  readonly change: readonly Change[];
  /** The same on both sides once ours follows what a person changed in Kommo. */
  readonly adopt: readonly Agreed[];
  /** The same on both sides. */
  readonly same: readonly Agreed[];
  readonly remove: readonly { readonly sourceId: SourceId; readonly kommoId: number }[];
  /** Its pipeline is archived or gone: new leads go to the main one until another is chosen. */
  readonly withoutPipeline: readonly SourceId[];
}

export interface Agreement {
  readonly source: KeptSource;
  /** What is to be noted as told to Kommo. */
  readonly as: InKommo;
  /** What ours is from now on. */
  readonly ours: InKommo;
}
export interface Addition extends Agreement {
  readonly fields: NewSource;
}
export interface Change extends Agreement {
  readonly fields: SourceChange;
}
export interface Agreed extends Agreement {
  readonly kommoId: number;
}

export interface ReconcileRules {
  /** Pipelines that are not archived, and which of them is the main one; undefined where Kommo could not be asked. */
  readonly pipelines: { readonly usable: ReadonlySet<number>; readonly main: number | undefined } | undefined;
  /** The channel's code, for conversations that start in Kommo. */
  readonly originCode: string | undefined;
}

/**
 * Compares three: ours, Kommo's, and what Kommo was told last; name, pipeline and being the default one each for itself.
 * What only we have changed is told to Kommo; what only a person in Kommo has changed is taken over; where both have, ours
 * stands. One that is missing there is made again, one that was removed here is removed there. Sources that are not ours
 * are left alone (kommo-platform.md §4).
 */
export function compareSources(
  ours: readonly KeptSource[],
  theirs: readonly Source[],
  rules: ReconcileRules,
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
  const picked = pickDefault(ours, byExternalId);
  for (const source of ours) {
    const there = byExternalId.get(source.externalId);
    if (source.isRemoved) {
      if (there !== undefined) changes.remove.push({ sourceId: source.id, kommoId: there.id });
      continue;
    }
    const agreed: InKommo = {
      name: agreedName(source, there),
      pipelineId: agreedPipeline(source, there, rules),
      isDefault: picked === undefined ? agreedDefault(source, there) : source.id === picked,
    };
    const isUsable = mayUse(agreed.pipelineId, rules);
    if (!isUsable) changes.withoutPipeline.push(source.id);
    // One that cannot be used is not written: Kommo keeps the one it has, or takes the main one.
    const wanted = { ...agreed, pipelineId: isUsable ? (agreed.pipelineId ?? rules.pipelines?.main ?? null) : null };
    if (there === undefined) {
      const fields = { externalId: source.externalId, ...fieldsOf(source, wanted, rules) };
      changes.add.push({ source, as: isUsable ? agreed : { ...agreed, pipelineId: null }, ours: agreed, fields });
      continue;
    }
    const as = isUsable ? agreed : { ...agreed, pipelineId: source.told?.pipelineId ?? null };
    const agreement = { source, as, ours: agreed, kommoId: there.id };
    if (differs(source, there, wanted, rules)) {
      changes.change.push({ ...agreement, fields: { id: there.id, ...fieldsOf(source, wanted, rules) } });
    } else changes[isSame(agreed, source.ours) ? 'same' : 'adopt'].push(agreement);
  }
  return changes;
}

/**
 * Kommo has one default source of an integration at most (§4.3): the one that was made it here, else the one that a person
 * made it there; undefined: nobody changed it, or only took it away.
 */
function pickDefault(ours: readonly KeptSource[], theirs: ReadonlyMap<string, Source>): SourceId | undefined {
  const here = ours.filter(({ isRemoved }) => !isRemoved);
  const picked =
    here.find((source) => source.ours.isDefault && source.told?.isDefault !== true) ??
    here.find((source) => source.told?.isDefault === false && theirs.get(source.externalId)?.isDefault === true);
  return picked?.id;
}

function agreedDefault({ ours, told }: KeptSource, there: Source | undefined): boolean {
  return there === undefined || told?.isDefault !== ours.isDefault ? ours.isDefault : there.isDefault;
}

function agreedName({ ours, told }: KeptSource, there: Source | undefined): string {
  return told?.name === ours.name ? (there?.name ?? ours.name) : ours.name;
}

/** null: the account's main one. Nobody follows into a pipeline that cannot be used. */
function agreedPipeline({ ours, told }: KeptSource, there: Source | undefined, rules: ReconcileRules): number | null {
  if (told?.pipelineId !== ours.pipelineId || there?.pipelineId === undefined) return ours.pipelineId;
  if (ours.pipelineId === null && (rules.pipelines === undefined || there.pipelineId === rules.pipelines.main)) {
    return null;
  }
  return mayUse(there.pipelineId, rules) ? there.pipelineId : ours.pipelineId;
}

function mayUse(pipelineId: number | null, { pipelines }: ReconcileRules): boolean {
  return pipelineId === null || pipelines === undefined || pipelines.usable.has(pipelineId);
}

/** Whether Kommo has to be told; its pipeline is of no consequence where none is wanted. */
function differs({ messenger }: KeptSource, there: Source, wanted: InKommo, { originCode }: ReconcileRules): boolean {
  return (
    (there.name ?? wanted.name) !== wanted.name ||
    there.isDefault !== wanted.isDefault ||
    (wanted.pipelineId !== null && there.pipelineId !== wanted.pipelineId) ||
    (originCode !== undefined && there.originCode !== originCode) ||
    (messenger === 'whatsapp' && !(there.whatsapp?.official === true && there.whatsapp.listMessages))
  );
}

function isSame(one: InKommo, other: InKommo): boolean {
  return one.name === other.name && one.pipelineId === other.pipelineId && one.isDefault === other.isDefault;
}

function fieldsOf(
  { messenger }: KeptSource,
  wanted: InKommo,
  { originCode }: ReconcileRules,
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
