import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { ZodOpenApiSecuritySchemeObject } from 'zod-openapi';
import type { AccountId } from '../../model/ids';
import { sendProblem, type Problem } from '../problem';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** How callers show who they are, and what is done with a request before it is served. */
export interface Security {
  /** As the document names them; any one of them will do. */
  readonly schemes: Readonly<Record<string, ZodOpenApiSecuritySchemeObject>>;
  /** Lets through whom we know, and answers 401 to the rest. */
  readonly authenticate: readonly RequestHandler[];
  /** Whose data the caller may have; null: everybody's. Asked behind `authenticate`. */
  readonly accountOf: (response: Response) => AccountId | null;
  /** An account's caller asks for what concerns the whole deployment. Without it: a problem. */
  readonly refuse?: RequestHandler;
  /** Reads the body, knows repeats. */
  readonly prepare: readonly RequestHandler[];
}

export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** `application/json` unless told. */
  readonly type?: string;
}

/**
 * One route: what the document tells of it and what serves it. Router and document are made from the same list, so none
 * of them knows a route that the other does not.
 */
export interface Operation {
  readonly id: string;
  readonly method: Method;
  /** With `{names}` of parameters. Each name means one kind of thing wherever it is used. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** null: for everybody, and says nothing about anybody. */
  readonly security: Security | null;
  /** `deployment`: not for callers of one account · `account`: they get what is their account's. */
  readonly scope: 'deployment' | 'account';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a file, read as it comes by whoever serves it. */
  readonly upload?: true;
  /** By status. Refusals that follow from the rest (400, 401, 403, 404, 503) need not be named. */
  readonly answers: Readonly<Record<number, Answer>>;
  readonly serve: RequestHandler;
}

/** What a caller asked for, checked. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Nothing of other accounts may be read or changed; null: the caller may have everything. */
  readonly only: AccountId | null;
  readonly request: Request;
  readonly response: Response;
}

export type Reply<Body> =
  { readonly kind: 'done'; readonly body: Body } | { readonly kind: 'refused'; readonly problem: Problem };

/** The same in another form than JSON, which the caller asked for. */
export interface Sent {
  readonly kind: 'sent';
  readonly type: string;
  readonly text: string;
}

export function done<Body>(body: Body): Reply<Body> {
  return { kind: 'done', body };
}

export function sent(type: string, text: string): Sent {
  return { kind: 'sent', type, text };
}

export function refused(status: number, type: string, detail: string): Reply<never> {
  return { kind: 'refused', problem: { status, type, detail } };
}

type Facts = Pick<
  Operation,
  'id' | 'method' | 'path' | 'tag' | 'summary' | 'description' | 'security' | 'scope' | 'upload'
>;

export interface Declared<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Schema extends z.ZodType,
> extends Facts {
  readonly params?: Params;
  /** Where a parameter cannot be the id of anything, or is of nothing that the caller may see. */
  readonly notFound?: string;
  readonly query?: Query;
  readonly body?: Body;
  readonly status?: 200 | 201 | 202;
  readonly answer: Schema;
  readonly answers?: Operation['answers'];
  readonly handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<Reply<z.input<Schema>> | Sent>;
}

/** An operation whose request is checked by its schemas, and whose answer the compiler checks. */
export function operation<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Schema extends z.ZodType,
>(declared: Declared<Params, Query, Body, Schema>): Operation {
  const { notFound = 'There is nothing with this id', status = 200, answer, answers, handle, ...facts } = declared;
  const { params, query, body, security } = declared;
  return {
    ...facts,
    answers: { [status]: { description: 'Done', schema: answer }, ...answers },
    serve: async (request, response) => {
      const given = params?.safeParse(request.params);
      if (given?.success === false) {
        sendProblem(response, { status: 404, type: 'not-found', detail: notFound });
        return;
      }
      const asked = query?.safeParse(request.query);
      // Without a body the parser leaves none.
      const told = body?.safeParse(request.body ?? {});
      const issues = [...(asked?.error?.issues ?? []), ...(told?.error?.issues ?? [])];
      if (issues.length > 0) {
        sendProblem(response, { status: 400, type: 'invalid', detail: issues.map(faultOf).join('; ') });
        return;
      }
      const reply = await handle({
        params: given?.data as z.output<Params>,
        query: asked?.data as z.output<Query>,
        body: told?.data as z.output<Body>,
        only: security?.accountOf(response) ?? null,
        request,
        response,
      });
      if (reply.kind === 'refused') sendProblem(response, reply.problem);
      else if (reply.kind === 'sent') response.status(status).type(reply.type).send(reply.text);
      else response.status(status).json(reply.body);
    },
  };
}

/** Names the field, never its value. */
function faultOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.')}: ${message}`;
}
