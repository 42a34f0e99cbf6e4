import { KeyCache } from '../../src/api/key-cache';
import type { ReadMessengerHookOptions } from '../../src/api/read-messenger-hook';
import { NoAnswer, type HttpClient } from '../../src/http/client';

/** Nobody is called: what would be, gets no answer. */
const nobody: HttpClient = {
  request: () => Promise.reject(new NoAnswer('no', 'nobody is called here')),
  download: () => Promise.reject(new NoAnswer('no', 'nobody is called here')),
};

/** What it takes to read webhooks of messengers in tests, without a network unless one is given. */
export function reading(http: HttpClient = nobody): ReadMessengerHookOptions {
  return {
    publicUrl: 'https://courier.example',
    keys: new KeyCache({ clock: Date, onFailure: () => undefined }),
    http,
  };
}
