import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';

/** Another attempt may help; `text` is for operators, and holds nobody's data. */
export function tryLater(text: string, afterMs?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'TryLater',
    message: text,
    ...(afterMs === undefined ? {} : { nextRetryDelay: afterMs }),
    category: ApplicationFailureCategory.BENIGN,
  });
}
