import { AddressRefused } from './client';

/** Codes only: the messages of Node and undici may name hosts and paths. */
export function describe(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name could not be resolved';
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return 'the connection could not be made in time';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'the connection broke';
    default:
      return code === undefined ? 'the request failed' : `the request failed (${code})`;
  }
}

/** A connection is tried at several addresses; one that was refused explains the rest. */
export function isAddressRefused(error: unknown): boolean {
  return error instanceof AggregateError ? error.errors.some(isAddressRefused) : error instanceof AddressRefused;
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
