import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { sendProblem, type Problem } from '../problem';
import type { SourceOwner } from '../sources/dependencies';
import type { Right, SettingsOperation } from './operations';
import { ownerOf, sessionOf, type Session } from './session';

export type Answered<Value> = { readonly answer: Value } | { readonly problem: Problem };

export interface AskedFor<Body> {
  readonly session: Session;
  readonly body: Body;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Of a request that changes something: the same in each repeat of it. */
  readonly key: string;
}

type Read<Value> = Value extends readonly (infer Item)[]
  ? readonly Read<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Read<Value[Key]> }
    : Value;
type ReadBy<Schema extends z.ZodType | null> = Schema extends z.ZodType ? Read<z.output<Schema>> : null;

type Handler<Asked, Answer extends z.ZodType> = (asked: Asked) => Promise<Answered<ReadBy<Answer>>>;

/** Serves an operation that does without an installed integration. */
export function serve<Body extends z.ZodType | null, Answer extends z.ZodType>(
  router: Router,
  operation: SettingsOperation<Body, Answer>,
  handle: Handler<AskedFor<ReadBy<Body>>, Answer>,
): void {
  router[operation.method](operation.path, async (request, response) => {
    const session = sessionOf(response);
    const asked = mayAsk(operation.may, session) ? readRequest(operation, session, request) : { problem: NO_RIGHT };
    answer(response, operation, 'problem' in asked ? asked : await handle(asked as AskedFor<ReadBy<Body>>));
  });
}

/** Serves an operation on what an installed integration has in the account. */
export function serveInstalled<Body extends z.ZodType | null, Answer extends z.ZodType>(
  router: Router,
  operation: SettingsOperation<Body, Answer>,
  handle: Handler<AskedFor<ReadBy<Body>> & { readonly owner: SourceOwner }, Answer>,
): void {
  serve(router, operation, async (asked) => {
    const owner = ownerOf(asked.session);
    return owner === undefined ? { problem: NOT_INSTALLED } : handle({ ...asked, owner });
  });
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
  { body, query }: SettingsOperation,
  session: Session,
  request: Request,
): AskedFor<unknown> | { readonly problem: Problem } {
  const params = request.params as Record<string, string>;
  // Of a thing that cannot be ours nothing is known.
  if (params.id !== undefined && !z.uuid().safeParse(params.id).success) return { problem: NOT_FOUND };
  const readBody = body === null ? undefined : body.safeParse(request.body ?? {});
  const readQuery = query?.safeParse(request.query);
  const fault = readBody?.error ?? readQuery?.error;
  if (fault !== undefined) return { problem: invalid(fault) };
  return {
    session,
    body: readBody?.data ?? null,
    params,
    query: readQuery?.data ?? {},
    key: request.get('idempotency-key') ?? '',
  };
}

function answer(response: Response, { status }: SettingsOperation, answered: Answered<unknown>): void {
  if ('problem' in answered) sendProblem(response, answered.problem);
  else response.status(status).json(answered.answer);
}

/** Names the fields, never their values. */
export function invalid({ issues }: z.ZodError): Problem {
  const detail = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const field = issues[0]?.path[0];
  return { status: 400, type: 'invalid', detail, ...(typeof field === 'string' ? { field } : {}) };
}

export const NOT_FOUND: Problem = { status: 404, type: 'not-found', detail: 'There is no such thing here.' };

const NO_RIGHT: Problem = {
  status: 403,
  type: 'no-right',
  detail: 'You may not do this: ask an administrator of the account.',
};

export const NOT_INSTALLED: Problem = {
  status: 409,
  type: 'not-installed',
  detail: 'The integration is not installed in this account yet.',
};
