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
    serializers: { err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack }) },
  });
}
