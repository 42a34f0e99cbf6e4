import type { z } from 'zod';
import type { Identity, Messenger } from '../../messengers/contract';
import { DeliveryError } from '../../messengers/delivery-error';
import type { Words } from '../../model/words';
import { say } from '../../words';
import { credentialFields } from './credential-fields';
import type { SourceDependencies } from './dependencies';

const ANSWER_WITHIN_MS = 10_000;

export type CheckedCredentials =
  | { readonly kind: 'theirs'; readonly credentials: unknown; readonly identity: Identity }
  | CredentialsRefused
  | ({ readonly kind: 'messenger-silent' } & Words);

/** Its text never holds what was entered. */
export interface CredentialsRefused extends Words {
  readonly kind: 'credentials-refused';
  /** The one that is to blame, where it is one. */
  readonly field?: string;
}

/** Reads what was entered as the driver wants it, and asks the messenger whose it is. */
export async function checkCredentials(
  { http, clock }: Pick<SourceDependencies, 'http' | 'clock'>,
  driver: Messenger,
  entered: Readonly<Record<string, string>>,
): Promise<CheckedCredentials> {
  const parsed = driver.credentials.safeParse(entered);
  if (!parsed.success) return refusedField(driver, parsed.error);
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const identity = await driver.identify({ http, clock, credentials: parsed.data, signal });
    return { kind: 'theirs', credentials: parsed.data, identity };
  } catch (error) {
    if (error instanceof DeliveryError) {
      const isRefused = error.code === 902 || error.retry === 'no';
      return isRefused ? refusedBy(driver, error) : { kind: 'messenger-silent', ...error.words };
    }
    if (signal.aborted)
      return { kind: 'messenger-silent', ...say('settings.no-answer-in-time', { messenger: driver.title }) };
    throw error;
  }
}

/** A schema has one sentence for a field, in English: where it is one of the driver's, it is known in other languages. */
function refusedField({ phrases = [] }: Messenger, { issues: [issue] }: z.ZodError): CredentialsRefused {
  const field = issue?.path[0];
  const other = say('settings.does-not-fit');
  const text = issue?.message ?? other.text;
  const [code] = phrases.flatMap(({ en }) => Object.entries(en)).find(([, phrase]) => phrase === text) ?? [];
  return {
    kind: 'credentials-refused',
    text,
    said: code === undefined ? other.said : [{ code }],
    ...(typeof field === 'string' ? { field } : {}),
  };
}

/** The messenger does not say which field it means; where only one is secret, it is that. */
function refusedBy(driver: Messenger, { words }: DeliveryError): CredentialsRefused {
  const secrets = credentialFields(driver).filter(({ secret }) => secret);
  const [only] = secrets;
  return {
    kind: 'credentials-refused',
    ...words,
    ...(secrets.length === 1 && only !== undefined ? { field: only.name } : {}),
  };
}
