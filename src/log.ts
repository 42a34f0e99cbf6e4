import { pino, type Logger } from 'pino';

/**
 * Structured logs to standard output. What people wrote, who they are and what opens doors is redacted wherever it
 * might be handed in by mistake; call sites log ids, kinds and codes (promise P7).
 */
export function createLog(level: string, name: string): Logger {
  return pino({
    level,
    base: { part: name },
    redact: {
      paths: [
        'text',
        'name',
        'phone',
        'token',
        'secret',
        'credentials',
        'authorization',
        'body',
        'headers',
        'url',
      ].flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      censor: '[redacted]',
    },
    serializers: { err: describeError },
  });
}

/** What an error may say in a log: a refused statement's detail and parameters can hold content, its code cannot. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type: error.name, ...code, message: error.message, stack: error.stack };
}
