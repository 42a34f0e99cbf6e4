import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';

/** The far side cannot now: the engine tries again, after its wish. The text has no content (promise P7). */
export function tryAgain(text: string, retryAfterMs?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'Later',
    message: text,
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}

/**
 * The same where to wait is how things go: it is no error of the worker, and nobody is alarmed by it. Of an attempt that failed
 * the ledger knows.
 */
export function plannedWait(text: string, afterMs?: number, type = 'TryLater'): ApplicationFailure {
  return ApplicationFailure.create({
    type,
    message: text === '' ? type : text,
    ...(afterMs === undefined ? {} : { nextRetryDelay: afterMs }),
    category: ApplicationFailureCategory.BENIGN,
  });
}
