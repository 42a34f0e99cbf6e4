import { noteChange } from '../../ledger/changes';
import { inTransaction } from '../../ledger/database';
import { registerSource } from '../../ledger/registration';
import { lockAndCountSources, lockRemote, scopesUsing } from '../../ledger/source-settings';
import type { SourceId } from '../../model/ids';
import type { MessengerKind } from '../../model/messenger-kind';
import { messengerOf } from '../../messengers/registry';
import { checkCredentials, type CheckedCredentials } from './check-credentials';
import { checkPipeline, type CheckedPipeline } from './check-pipeline';
import { connect } from './connect';
import type { SourceDependencies, SourceOwner } from './dependencies';
import { externalIdOf } from './external-id';

/** Active sources of an integration in an account (kommo-platform.md §4.4). */
export const MOST_SOURCES = 100;

export interface NewSourceFields {
  readonly messenger: MessengerKind;
  readonly credentials: Readonly<Record<string, string>>;
  readonly pipelineId: number | null;
  /** Without one: as the messenger calls it. */
  readonly name?: string;
  /** Also where another service has it now. */
  readonly takeOver?: boolean;
}

export type AddedSource =
  | { readonly kind: 'added'; readonly sourceId: SourceId }
  | { readonly kind: 'no-such-messenger' }
  | Exclude<CheckedCredentials, { readonly kind: 'theirs' }>
  | Exclude<CheckedPipeline, { readonly kind: 'fits' }>
  | Clash;

/** Found under the locks that keep two from adding the same. */
type Clash =
  /** Another integration or account of this deployment has it; which one is nobody's business (P9). */
  | { readonly kind: 'connected-elsewhere' }
  | { readonly kind: 'connected-already'; readonly name: string }
  | { readonly kind: 'source-limit' }
  | { readonly kind: 'not-installed' };

/**
 * Adds a bot, number or page to an account: whose the credentials are is found out first, the rest is the workflow's. One
 * that the account had before comes back with its chats.
 */
export async function addSource(
  deps: SourceDependencies,
  owner: SourceOwner,
  fields: NewSourceFields,
): Promise<AddedSource> {
  const driver = messengerOf(fields.messenger);
  if (driver === undefined) return { kind: 'no-such-messenger' };
  const checked = await checkCredentials(deps, driver, fields.credentials);
  if (checked.kind !== 'theirs') return checked;
  const pipeline = await checkPipeline(deps.crm, owner, fields.pipelineId);
  if (pipeline.kind !== 'fits') return pipeline;

  const { db, vault } = deps;
  const { identity, credentials } = checked;
  const added = await inTransaction<AddedSource>(db, async (client) => {
    await lockRemote(client, driver.kind, identity.remoteId);
    const [user] = await scopesUsing(client, driver.kind, identity.remoteId);
    if (user?.scopeId === owner.scopeId) return { kind: 'connected-already', name: user.name };
    if (user !== undefined) return { kind: 'connected-elsewhere' };
    const count = await lockAndCountSources(client, owner.scopeId);
    if (count === undefined) return { kind: 'not-installed' };
    if (count >= MOST_SOURCES) return { kind: 'source-limit' };
    const { sourceId } = await registerSource(client, vault, {
      scopeId: owner.scopeId,
      messenger: driver.kind,
      credentials,
      remoteId: identity.remoteId,
      ...(identity.app === undefined ? {} : { app: identity.app }),
      name: fields.name ?? identity.name,
      externalId: externalIdOf(driver.kind, identity.remoteId),
      entered: { address: identity.address ?? null, pipelineId: fields.pipelineId },
    });
    await noteChange(client, {
      ...owner,
      what: 'source-added',
      sourceId,
      ...(identity.address === undefined ? {} : { detail: identity.address }),
    });
    return { kind: 'added', sourceId };
  });
  if (added.kind === 'added') await connect(deps, owner, added.sourceId, driver.kind, fields);
  return added;
}
