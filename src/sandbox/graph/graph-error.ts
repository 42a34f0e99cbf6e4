import { randomBytes } from 'node:crypto';
import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

export interface GraphRefusal {
  readonly code: number;
  /** Without the code in brackets before it; that is put there for codes other than 190 and the like by `numbered`. */
  readonly message: string;
  readonly subcode?: number;
  /** `error_data.details`: what clients are told to branch on beside the code (whatsapp.md §0 row 10). */
  readonly details?: string;
  /** The product that `error_data` names. */
  readonly product?: 'whatsapp';
  readonly type?: 'OAuthException' | 'GraphMethodException';
  /** 400 without it; clients must not rely on it (whatsapp.md §4). */
  readonly status?: number;
  readonly isTransient?: boolean;
  readonly title?: string;
  /** Beside those that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in Meta's envelope (whatsapp.md §1, facebook.md §4). Thrown by endpoints; `graphRoutes` answers with it. */
export class GraphError extends Error {
  constructor(readonly refusal: GraphRefusal) {
    super(refusal.message);
  }

  get body(): { readonly error: Record<string, unknown> } {
    const { code, message, subcode, details, product, type = 'OAuthException', isTransient, title } = this.refusal;
    return {
      error: {
        message,
        type,
        code,
        ...(details === undefined
          ? {}
          : { error_data: { ...(product === undefined ? {} : { messaging_product: product }), details } }),
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(isTransient === undefined ? {} : { is_transient: isTransient }),
        ...(title === undefined ? {} : { error_user_title: title }),
        fbtrace_id: traceId(),
      },
    };
  }

  get outcome(): Outcome {
    const { status = 400, headers } = this.refusal;
    return { status, body: this.body, ...(headers === undefined ? {} : { headers }) };
  }
}

/** `(#100) …`: a parameter is absent, of the wrong kind, or names nothing. */
export function badParameter(text: string, subcode?: number): GraphError {
  return new GraphError({ code: 100, message: `(#100) ${text}`, ...(subcode === undefined ? {} : { subcode }) });
}

/** What an id names is not there, or this token may not see it: Meta tells no difference. */
export function noSuchObject(method: string, id: string): GraphError {
  return new GraphError({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  });
}

/** A path that no version of the API has. */
export function unknownPath(path: string): GraphError {
  return new GraphError({ code: 2500, message: `Unknown path components: ${path}` });
}

/** The token lacks a permission (facebook.md §4: 200 without a subcode). */
export function noPermission(text: string): GraphError {
  return new GraphError({ code: 200, status: 403, message: `(#200) ${text}` });
}

/** What an `error` fault answers where the product has no words of its own. */
export function disturbed(fault: Fault): Outcome {
  const status = fault.status ?? 500;
  const refusal = ((): GraphRefusal => {
    switch (status) {
      case 401:
        return { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
      case 403:
        return { code: 10, message: '(#10) Application does not have permission for this action' };
      case 429:
        return { code: 4, message: '(#4) Application request limit reached', isTransient: true };
      case 503:
        return {
          code: 2,
          message: 'An unexpected error has occurred. Please retry your request later.',
          isTransient: true,
        };
      default:
        return { code: 1, message: 'An unknown error occurred', isTransient: true };
    }
  })();
  return new GraphError({ ...refusal, status }).outcome;
}

function traceId(): string {
  return `A${randomBytes(16).toString('base64url')}`;
}
