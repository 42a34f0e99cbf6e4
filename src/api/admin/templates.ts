import { z } from 'zod';
import { findScope } from '../../ledger/source-scopes';
import { wantSync } from '../../ledger/template-syncs';
import { viewTemplates, type TemplatesView } from '../../ledger/template-views';
import { asScopeId } from '../../model/ids';
import { TEMPLATE_DRIFTS, TEMPLATE_STATES } from '../../model/template';
import { done, operation, refused, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { messenger, time, uuid, wordParam } from './schemas';

const standing = z.enum(TEMPLATE_STATES);

const TemplateSync = z
  .object({
    state: z.enum(['waiting', 'running', 'idle']),
    begunAt: time.nullable(),
    endedAt: time.nullable(),
    done: z.int(),
    all: z.int().meta({ description: 'Steps that were found so far' }),
    trouble: z.string().nullable().meta({ description: 'What could not be done, and what would help' }),
  })
  .meta({ id: 'TemplateSync' });

const Template = z
  .object({
    id: uuid,
    messenger,
    remoteId: z
      .string()
      .nullable()
      .meta({ description: "At the messenger; Kommo's `external_id` of what was imported" }),
    kommoId: z.int().nullable(),
    name: z.string(),
    language: z.string().nullable(),
    state: standing.meta({ description: 'The best of its accounts' }),
    drift: z
      .enum(TEMPLATE_DRIFTS)
      .nullable()
      .meta({ description: 'How the two sides differ; nobody overwrites either' }),
    obstacle: z.string().nullable().meta({ description: 'Why Kommo cannot have it' }),
    accounts: z.array(
      z.object({
        holder: z.string().meta({ description: "The messenger's id of the account" }),
        state: standing,
        reason: z.string().nullable(),
        sources: z.array(uuid).readonly(),
      }),
    ),
  })
  .meta({ id: 'Template' });

const Templates = z.object({ sync: TemplateSync, templates: z.array(Template) });

const NOT_FOUND = 'No installation has this id';

/** What both sides have of templates, and having them compared. */
export function templateOperations({ db, security }: AdminParts): Operation[] {
  const common = {
    tag: 'Installations',
    security,
    scope: 'account',
    params: z.object({ scopeId: wordParam }),
    notFound: NOT_FOUND,
    answer: Templates,
  } as const;
  return [
    operation({
      ...common,
      id: 'listTemplates',
      method: 'get',
      path: '/admin/v1/installations/{scopeId}/templates',
      summary: 'Its templates, as Kommo and the messenger have them',
      handle: async ({ params, only }) => {
        const scope = await findScope(db, asScopeId(params.scopeId), only);
        if (scope === undefined) return refused(404, 'not-found', NOT_FOUND);
        return done(shown(await viewTemplates(db, scope.scopeId)));
      },
    }),
    operation({
      ...common,
      id: 'syncTemplates',
      method: 'post',
      path: '/admin/v1/installations/{scopeId}/templates/sync',
      summary: 'Compare them now; `sync` tells how far it is',
      status: 202,
      handle: async ({ params, only }) => {
        const scope = await findScope(db, asScopeId(params.scopeId), only);
        if (scope === undefined) return refused(404, 'not-found', NOT_FOUND);
        await wantSync(db, scope);
        return done(shown(await viewTemplates(db, scope.scopeId)));
      },
    }),
  ];
}

function shown({ sync, templates }: TemplatesView): z.infer<typeof Templates> {
  const { trouble, begunAt, endedAt, ...progress } = sync;
  const timeOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return {
    sync: { ...progress, begunAt: timeOf(begunAt), endedAt: timeOf(endedAt), trouble: trouble?.text ?? null },
    templates: templates.map(({ id, messenger: kind, remoteId, kommoId, name, language, state, drift, ...rest }) => ({
      id,
      messenger: kind,
      remoteId,
      kommoId,
      name,
      language,
      state,
      drift,
      obstacle: rest.obstacle?.text ?? null,
      accounts: rest.copies.map(({ holder, state: there, text = null, sourceIds }) => ({
        holder,
        state: there,
        reason: text,
        sources: sourceIds,
      })),
    })),
  };
}
