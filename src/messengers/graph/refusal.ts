import { z } from 'zod';
import { retryAfterMs } from '../../http/retry-after';
import { isRecord, type Raw } from '../../http/json';

/** What the Graph API says where it does not do something (whatsapp.md §1, Error envelope). */
export interface GraphRefusal {
  /** HTTP status; says little, `code` counts (whatsapp.md §0, 10). 0 in a webhook. */
  readonly status: number;
  /** Absent where something between us and Meta answered. */
  readonly code?: number;
  readonly subcode?: number;
  /** `error.message` or title, free of secrets. */
  readonly message?: string;
  /** `error_data.details`, else `error_user_msg`: says it best. Free of secrets. */
  readonly details?: string;
  /** Meta itself says that the same may work later. */
  readonly isTransient?: boolean;
  /** Milliseconds that Meta asked to wait. */
  readonly retryAfterMs?: number;
}

const number = z.coerce.number().int().optional().catch(undefined);
const text = z.string().min(1).optional().catch(undefined);

/** The same fields in an answer and in a webhook's `errors[]`, where some are missing. */
const GraphError = z.object({
  code: number,
  error_subcode: number,
  title: text,
  message: text,
  error_user_msg: text,
  error_data: z.object({ details: text }).optional().catch(undefined),
  is_transient: z.boolean().optional().catch(undefined),
});

/**
 * Reads one error of the Graph API, of an answer or of a webhook.
 *
 * @param secrets what must not show in the words of Meta: tokens, app secrets
 */
export function refusalOf(error: unknown, status: number, secrets: readonly string[] = []): GraphRefusal {
  const read = GraphError.safeParse(error).data;
  if (read === undefined) return { status };
  const clean = (words: string): string => secrets.reduce((said, secret) => said.replaceAll(secret, '…'), words);
  const message = read.message ?? read.title;
  const details = read.error_data?.details ?? read.error_user_msg;
  return {
    status,
    ...(read.code === undefined ? {} : { code: read.code }),
    ...(read.error_subcode === undefined ? {} : { subcode: read.error_subcode }),
    ...(message === undefined ? {} : { message: clean(message) }),
    ...(details === undefined ? {} : { details: clean(details) }),
    ...(read.is_transient === undefined ? {} : { isTransient: read.is_transient }),
  };
}

/** How long Meta wants to be left alone: `Retry-After`, or minutes in a header of its own (facebook.md §4). */
export function waitOf(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  return retryAfterMs(headers['retry-after'], now) ?? minutesOf(headers['x-business-use-case-usage']);
}

/** `{"<business id>":[{"estimated_time_to_regain_access":19,…}]}`, minutes; 0 while nothing is exceeded. */
function minutesOf(header: string | undefined): number | undefined {
  const usage = header === undefined ? undefined : jsonOf(header);
  if (usage === undefined) return undefined;
  const minutes = Object.values(usage)
    .flatMap((entries: unknown) => (Array.isArray(entries) ? (entries as readonly unknown[]) : []))
    .map((entry) => (isRecord(entry) ? Number(entry.estimated_time_to_regain_access) : 0))
    .filter((value) => Number.isFinite(value) && value > 0);
  return minutes.length === 0 ? undefined : Math.min(Math.max(...minutes), 24 * 60) * 60_000;
}

function jsonOf(header: string): Raw | undefined {
  try {
    const value: unknown = JSON.parse(header);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
