import { isDeepStrictEqual } from 'node:util';
import { noteChange } from '../../ledger/changes';
import { inTransaction, type Queryable } from '../../ledger/database';
import {
  beginConnecting,
  changeContactSettings,
  changeConversationSettings,
  findSourceForChange,
  makeDefault,
  moveSource,
  renameSource,
  replaceCredentials,
  type SourceForChange,
} from '../../ledger/source-settings';
import type { ConversationSettings } from '../../model/conversation-settings';
import type { SourceId } from '../../model/ids';
import type { ReferralFields } from '../../model/referral-pieces';
import { messengerOf } from '../../messengers/registry';
import { checkCredentials, type CheckedCredentials } from './check-credentials';
import { checkPipeline, type CheckedPipeline } from './check-pipeline';
import { connect } from './connect';
import {
  NO_SUCH_SOURCE,
  tellOfChange,
  type NoSuchSource,
  type SourceDependencies,
  type SourceOwner,
} from './dependencies';

export interface SourceFields extends Partial<ConversationSettings> {
  readonly name?: string;
  readonly pipelineId?: number | null;
  readonly isDefault?: true;
  /** Whether the contact is looked for before a chat's first message. */
  readonly preLink?: boolean;
  /** Where in the lead goes what brought the customer; all of it. */
  readonly referralFields?: ReferralFields;
  /** For the same bot, number or page. */
  readonly credentials?: Readonly<Record<string, string>>;
}

export type ChangedSource =
  | { readonly kind: 'changed' }
  | NoSuchSource
  /** The credentials are good, but of another bot, number or page: that would be another source. */
  | { readonly kind: 'other-identity' }
  | { readonly kind: 'no-such-messenger' }
  | Exclude<CheckedCredentials, { readonly kind: 'theirs' }>
  | Exclude<CheckedPipeline, { readonly kind: 'fits' }>;

/** Changes a source as asked, all of it or nothing, and has Kommo told. */
export async function changeSource(
  deps: SourceDependencies,
  owner: SourceOwner,
  sourceId: SourceId,
  fields: SourceFields,
): Promise<ChangedSource> {
  const known = await findSourceForChange(deps.db, owner.scopeId, sourceId, false);
  if (known === undefined || known.removed) return NO_SUCH_SOURCE;
  const checked = fields.credentials && (await checkNew(deps, known, fields.credentials));
  if (checked !== undefined && checked.kind !== 'theirs') return checked;
  const pipeline = fields.pipelineId === undefined ? null : await checkPipeline(deps.crm, owner, fields.pipelineId);
  if (pipeline !== null && pipeline.kind !== 'fits') return pipeline;

  const changed = await inTransaction(deps.db, async (client) => {
    const before = await findSourceForChange(client, owner.scopeId, sourceId, true);
    if (before === undefined || before.removed) return undefined;
    const inKommo = await change(client, owner, sourceId, before, fields, pipeline?.name ?? null);
    if (checked !== undefined) {
      await replaceCredentials(client, deps.vault, sourceId, checked.credentials);
      await beginConnecting(client, sourceId);
      await noteChange(client, { ...owner, sourceId, what: 'source-credentials' });
    }
    return { inKommo };
  });
  if (changed === undefined) return NO_SUCH_SOURCE;
  if (checked !== undefined) await connect(deps, owner, sourceId, known.messenger);
  if (changed.inKommo) await tellOfChange(deps, owner, sourceId);
  return { kind: 'changed' };
}

async function checkNew(
  deps: SourceDependencies,
  { messenger, remoteId }: SourceForChange,
  entered: Readonly<Record<string, string>>,
): Promise<CheckedCredentials | Extract<ChangedSource, { kind: 'other-identity' | 'no-such-messenger' }>> {
  const driver = messengerOf(messenger);
  if (driver === undefined) return { kind: 'no-such-messenger' };
  const checked = await checkCredentials(deps, driver, entered);
  if (checked.kind === 'theirs' && checked.identity.remoteId !== remoteId) return { kind: 'other-identity' };
  return checked;
}

/** @returns whether Kommo has to hear of it. What is the same already is no change. */
async function change(
  client: Queryable,
  owner: SourceOwner,
  sourceId: SourceId,
  before: SourceForChange,
  { name, pipelineId, isDefault, preLink, referralFields, ...conversations }: SourceFields,
  pipelineName: string | null,
): Promise<boolean> {
  const about = { ...owner, sourceId };
  let changed = false;
  if (name !== undefined && name !== before.name) {
    await noteChange(client, { ...about, what: 'source-renamed', detail: name });
    await renameSource(client, sourceId, name);
    changed = true;
  }
  if (pipelineId !== undefined && pipelineId !== before.pipelineId) {
    await moveSource(client, sourceId, pipelineId);
    await noteChange(client, {
      ...about,
      what: 'source-moved',
      ...(pipelineName === null ? {} : { detail: pipelineName }),
    });
    changed = true;
  }
  const contacts = { preLink: preLink ?? before.preLink, referralFields: referralFields ?? before.referralFields };
  if (!isDeepStrictEqual(contacts, { preLink: before.preLink, referralFields: before.referralFields })) {
    await changeContactSettings(client, sourceId, contacts);
    await noteChange(client, { ...about, what: 'source-contacts' });
  }
  await changeConversations(client, about, before, conversations);
  if (isDefault === true && !before.isDefault) {
    await makeDefault(client, owner.scopeId, sourceId);
    await noteChange(client, { ...about, what: 'source-made-default' });
    changed = true;
  }
  return changed;
}

/** Kommo hears nothing of these: they are what Courier does. */
async function changeConversations(
  client: Queryable,
  about: SourceOwner & { readonly sourceId: SourceId },
  before: SourceForChange,
  wanted: Partial<ConversationSettings>,
): Promise<void> {
  const { closesAfterWindow, closesWithCustomer, closesWithSurvey, botMark } = { ...before, ...wanted };
  const closesAsBefore =
    closesAfterWindow === before.closesAfterWindow &&
    closesWithCustomer === before.closesWithCustomer &&
    closesWithSurvey === before.closesWithSurvey;
  if (closesAsBefore && botMark === before.botMark) return;
  await changeConversationSettings(client, about.sourceId, {
    closesAfterWindow,
    closesWithCustomer,
    closesWithSurvey,
    botMark,
  });
  if (!closesAsBefore) await noteChange(client, { ...about, what: 'source-closing' });
  if (botMark !== before.botMark) {
    await noteChange(client, { ...about, what: 'source-bot-mark', ...(botMark === null ? {} : { detail: botMark }) });
  }
}
