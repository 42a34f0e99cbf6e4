import type { Request, Response } from 'express';
import { z } from 'zod';
import { findScope, findScopeOfSource, type SourceScope } from '../../ledger/source-scopes';
import { findSource, type SourceView } from '../../ledger/source-views';
import { asScopeId, asSourceId, type AccountId, type SourceId } from '../../model/ids';
import { problem } from '../openapi/document';
import { done, operation, refused, type Operation, type Reply } from '../openapi/operation';
import { addSource } from '../sources/add-source';
import { changeSource } from '../sources/change-source';
import type { SourceOwner } from '../sources/dependencies';
import { removeSource } from '../sources/remove-source';
import { repairSource } from '../sources/repair-source';
import { sourceProblem } from '../sources/source-problems';
import { callerOf, saidBy } from './caller';
import type { AdminParts } from './dependencies';
import { languageFor, sourceIn } from './in-language';
import { by, messenger, uuidParam, words } from './schemas';
import { botMark, closing, preLink, referralFields, Source } from './sources';

const credentials = z
  .record(z.string().max(100), z.string().max(10_000))
  .meta({ description: 'As the messenger names its fields; sealed, and never told again', examples: [{ token: '…' }] });
const name = words.max(100).meta({ description: 'As managers see it in Kommo' });
const pipelineId = z.int().positive().nullable().meta({ description: "null: the account's main one" });
const takeOver = z
  .boolean()
  .meta({ description: 'Also where another service has its messages now: that one gets none any more' });

const NewSource = z
  .object({
    scopeId: words.max(200).meta({ description: 'The installation that it is for' }),
    messenger,
    credentials,
    pipelineId: pipelineId.default(null),
    name: name.exactOptional().meta({ description: 'Without it: as the messenger calls it' }),
    takeOver: takeOver.default(false),
    by,
  })
  .meta({ id: 'NewSource' });

const SourceChange = z
  .object({
    name: name.exactOptional(),
    pipelineId: pipelineId.exactOptional(),
    isDefault: z.literal(true).exactOptional().meta({ description: 'Another one ends being it' }),
    preLink: preLink.exactOptional(),
    referralFields: referralFields.exactOptional(),
    closesAfterWindow: closing.closesAfterWindow.exactOptional(),
    closesWithCustomer: closing.closesWithCustomer.exactOptional(),
    closesWithSurvey: closing.closesWithSurvey.exactOptional(),
    botMark: botMark.exactOptional(),
    credentials: credentials.exactOptional(),
    by,
  })
  .meta({ id: 'SourceChange', description: 'What is left out stays; all of it is done, or nothing' });

const SourceRepair = z
  .object({
    takeOver: takeOver
      .exactOptional()
      .meta({ description: 'Takes it away from whoever has it now. Without it: where it was connected before' }),
    by,
  })
  .meta({ id: 'SourceRepair' });

const NO_SOURCE = 'No source has this id';
const NO_INSTALLATION = 'No installation has this id';
const params = z.object({ sourceId: uuidParam });

const CANNOT: Operation['answers'] = {
  409: problem('It does not fit what is there, or Kommo does not let Courier in; `detail` says what would help'),
  422: problem('The messenger or Kommo does not take it; `detail` says why, `field` names what is to blame'),
};
const KOMMO_AWAY: Operation['answers'] = { 503: problem('Kommo cannot be asked now (`kommo-silent`), or see the log') };

/**
 * What changes sources, done as the settings window does it: credentials are checked before the answer, the rest is the
 * workflow's, and `steps` tell how far it is.
 */
export function sourceWriteOperations(parts: AdminParts): Operation[] {
  const { db, security } = parts;
  const common = { tag: 'Sources', security, scope: 'account', answer: Source } as const;
  const one = { ...common, params, notFound: NO_SOURCE } as const;

  async function shown(sourceId: SourceId, { only, ...call }: Asking): Promise<Reply<SourceView>> {
    const source = await findSource(db, sourceId, only);
    return source === undefined ? refused(404, 'not-found', NO_SOURCE) : done(sourceIn(source, languageFor(call)));
  }

  async function withSource(
    { params: given, by: who, ...call }: Asked,
    change: (owner: SourceOwner, sourceId: SourceId) => Promise<Refusal | undefined>,
  ): Promise<Reply<SourceView>> {
    const sourceId = asSourceId(given.sourceId);
    const scope = await findScopeOfSource(db, sourceId, call.only);
    if (scope === undefined) return refused(404, 'not-found', NO_SOURCE);
    const refusal = await change(ownerOf(scope, call.response, who), sourceId);
    return refusal === undefined ? shown(sourceId, call) : { kind: 'refused', problem: sourceProblem(refusal) };
  }

  return [
    operation({
      ...common,
      id: 'addSource',
      method: 'post',
      path: '/admin/v1/sources',
      summary: 'Connect a bot, number or page',
      description: 'One that the account had before comes back with its chats.',
      body: NewSource,
      status: 201,
      answers: { ...CANNOT, ...KOMMO_AWAY },
      handle: async ({ body, ...call }) => {
        const { scopeId, by: who, ...fields } = body;
        const scope = await findScope(db, asScopeId(scopeId), call.only);
        if (scope === undefined) return refused(404, 'not-found', NO_INSTALLATION);
        const added = await addSource(parts, ownerOf(scope, call.response, who), fields);
        return added.kind === 'added'
          ? shown(added.sourceId, call)
          : { kind: 'refused', problem: sourceProblem(added) };
      },
    }),
    operation({
      ...one,
      id: 'changeSource',
      method: 'patch',
      path: '/admin/v1/sources/{sourceId}',
      summary:
        'Change a source: its name, pipeline or credentials, whether it is the default one, what is done with contacts and conversations',
      body: SourceChange,
      answers: { ...CANNOT, ...KOMMO_AWAY },
      handle: ({ body: { by: who, ...fields }, ...call }) =>
        withSource({ ...call, by: who }, async (owner, sourceId) => {
          const changed = await changeSource(parts, owner, sourceId, fields);
          return changed.kind === 'changed' ? undefined : changed;
        }),
    }),
    operation({
      ...one,
      id: 'repairSource',
      method: 'post',
      path: '/admin/v1/sources/{sourceId}/repair',
      summary: 'Connect a source once more with what is known of it',
      body: SourceRepair,
      handle: ({ body: { by: who, ...how }, ...call }) =>
        withSource({ ...call, by: who }, async (owner, sourceId) => {
          const repaired = await repairSource(parts, owner, sourceId, how);
          return repaired.kind === 'repairing' ? undefined : repaired;
        }),
    }),
    operation({
      ...one,
      id: 'removeSource',
      method: 'delete',
      path: '/admin/v1/sources/{sourceId}',
      summary: 'Take a source away from Kommo and the messenger; what was said through it stays',
      query: z.object({ by }),
      status: 202,
      answers: { 504: problem('It is removed, and not yet taken away (`no-answer`); remove it once more') },
      handle: ({ query, ...call }) =>
        withSource({ ...call, by: query.by }, async (owner, sourceId) => {
          const removed = await removeSource(parts, owner, sourceId);
          return removed.kind === 'removing' ? undefined : removed;
        }),
    }),
  ];
}

interface Asking {
  readonly only: AccountId | null;
  readonly request: Request;
  readonly response: Response;
}

interface Asked extends Asking {
  readonly params: { readonly sourceId: string };
  readonly by: string;
}

type Refusal = Parameters<typeof sourceProblem>[0];

function ownerOf(scope: SourceScope, response: Response, by: string): SourceOwner {
  return { ...scope, by: saidBy(callerOf(response), by) };
}
