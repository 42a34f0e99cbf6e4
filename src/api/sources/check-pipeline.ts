import type { Asked, CrmAccess } from '../../access/crm-access';
import type { GrantKey } from '../../ledger/grants';

export type CheckedPipeline =
  | { readonly kind: 'fits'; readonly name: string | null }
  /** It is not there, or archived (kommo-platform.md §6.3). */
  | { readonly kind: 'no-such-pipeline' }
  /** Kommo cannot be asked now, or not before somebody authorises Courier again. */
  | { readonly kind: 'kommo'; readonly said: Exclude<Asked<unknown>, { readonly kind: 'accepted' }> };

/** @param pipelineId null: the account's main one, which there always is */
export async function checkPipeline(
  crm: CrmAccess,
  key: GrantKey,
  pipelineId: number | null,
): Promise<CheckedPipeline> {
  if (pipelineId === null) return { kind: 'fits', name: null };
  const asked = await crm.ask(key, (api) => api.pipelines());
  if (asked.kind !== 'accepted') return { kind: 'kommo', said: asked };
  const pipeline = asked.value.find(({ id, isArchived }) => id === pipelineId && !isArchived);
  return pipeline === undefined ? { kind: 'no-such-pipeline' } : { kind: 'fits', name: pipeline.name };
}
