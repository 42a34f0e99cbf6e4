import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import type { Operation, Security } from '../openapi/operation';
import { problem } from '../openapi/document';
import { say } from '../../words';
import { inDetail, NOT_FOUND, NOT_INSTALLED, sendProblem, type Problem } from '../problem';
import type { SourceOwner } from '../sources/dependencies';
import { SETTINGS_OPERATIONS, type Right, type SettingsOperation } from './operations';
import { ownerOf, sessionOf, type Session } from './session';

export type Answered<Value> = { readonly answer: Value } | { readonly problem: Problem };

export interface AskedFor<Body> {
  readonly session: Session;
  readonly body: Body;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Of a request that changes something: the same in each repeat of it. */
  readonly key: string;
  /** For whoever reads its body as it comes. */
  readonly request: Request;
}

type Read<Value> = Value extends readonly (infer Item)[]
  ? readonly Read<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Read<Value[Key]> }
    : Value;
type ReadBy<Schema extends z.ZodType | null> = Schema extends z.ZodType ? Read<z.output<Schema>> : null;

type Handler<Asked, Answer extends z.ZodType> = (asked: Asked) => Promise<Answered<ReadBy<Answer>>>;

/** Makes operations of those who have a session, whatever the router and the document make of them. */
export interface Serving {
  /** One that does without an installed integration. */
  readonly serve: <Body extends z.ZodType | null, Answer extends z.ZodType>(
    operation: SettingsOperation<Body, Answer>,
    handle: Handler<AskedFor<ReadBy<Body>>, Answer>,
  ) => Operation;
  /** One on what an installed integration has in the account. */
  readonly serveInstalled: <Body extends z.ZodType | null, Answer extends z.ZodType>(
    operation: SettingsOperation<Body, Answer>,
    handle: Handler<AskedFor<ReadBy<Body>> & { readonly owner: SourceOwner }, Answer>,
  ) => Operation;
}

/** @param security of those who have a session */
export function createServing(security: Security): Serving {
  const serve: Serving['serve'] = (operation, handle) => ({
    ...describe(operation),
    security: { ...security, authenticate: [...security.authenticate, requireRight(operation.may)] },
    serve: async (request, response) => {
      const asked = readRequest(operation, sessionOf(response), request);
      const answered = 'problem' in asked ? asked : await handle(asked as Parameters<typeof handle>[0]);
      if ('problem' in answered) sendProblem(response, answered.problem);
      else response.status(operation.status).json(answered.answer);
    },
  });
  return {
    serve,
    serveInstalled: (operation, handle) =>
      serve(operation, async (asked) => {
        const owner = ownerOf(asked.session);
        return owner === undefined ? { problem: NOT_INSTALLED } : handle({ ...asked, owner });
      }),
  };
}

/** What the document tells of it. */
export function describe(operation: SettingsOperation): Omit<Operation, 'serve' | 'security'> {
  const { method, path, summary, status, answer, may, params, query, body, upload } = operation;
  const name = Object.entries(SETTINGS_OPERATIONS).find(
    ([, each]) => each.path === path && each.method === method,
  )?.[0];
  return {
    id: `settings${(name ?? '').replace(/^./, (letter) => letter.toUpperCase())}`,
    method,
    path,
    tag: 'Settings',
    summary,
    scope: 'account',
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(body === null ? {} : { body }),
    ...(upload === undefined ? {} : { upload }),
    answers: {
      ...(may === 'session' ? {} : { 403: problem('Who asks may not') }),
      [status]: { description: 'Done', schema: answer },
    },
  };
}

function requireRight(right: Right): RequestHandler {
  return (_request, response, next) => {
    if (mayAsk(right, sessionOf(response))) next();
    else sendProblem(response, NO_RIGHT);
  };
}

function mayAsk(right: Right, { me, may }: Session): boolean {
  switch (right) {
    case 'anybody':
    case 'session':
      return true;
    case 'installation':
      return may === 'change' || !me.asked;
    case 'see':
      return may !== 'nothing';
    case 'change':
      return may === 'change';
    case 'admin':
      return me.isAdmin && me.asked;
  }
}

function readRequest(
  { params, body, query }: SettingsOperation,
  session: Session,
  request: Request,
): AskedFor<unknown> | { readonly problem: Problem } {
  // Of a thing that cannot be ours nothing is known.
  if (params?.safeParse(request.params).success === false) return { problem: NOT_FOUND };
  const readBody = body === null ? undefined : body.safeParse(request.body ?? {});
  const readQuery = query?.safeParse(request.query);
  const fault = readBody?.error ?? readQuery?.error;
  if (fault !== undefined) return { problem: invalid(fault) };
  return {
    session,
    body: readBody?.data ?? null,
    params: request.params as Record<string, string>,
    query: readQuery?.data ?? {},
    key: request.get('idempotency-key') ?? '',
    request,
  };
}

/** Names the fields, never their values. */
export function invalid({ issues }: z.ZodError): Problem {
  const detail = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const field = issues[0]?.path[0];
  const fields = [...new Set(issues.map(({ path }) => path.join('.')))].join(', ');
  const { said } = say('settings.check-fields', { fields });
  return { status: 400, type: 'invalid', detail, said, ...(typeof field === 'string' ? { field } : {}) };
}

const NO_RIGHT: Problem = {
  status: 403,
  type: 'no-right',
  ...inDetail(say('settings.no-right')),
};
