/** What went wrong, in words for people: messages only, never a stack trace. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (error.message === '') return code ?? error.name;
  return error.cause instanceof Error && !error.message.includes(error.cause.message)
    ? `${error.message} (${reasonOf(error.cause)})`
    : error.message;
}
