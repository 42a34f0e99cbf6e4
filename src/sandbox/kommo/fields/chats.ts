import { z } from 'zod';
import type { Assumptions } from '../../assumptions';
import { amojoId, link, name, neededIf, oneOf, type Parts } from './parts';

const disconnect = z.object({ account_id: amojoId });

/** Fields of connecting (kommo-chat-api.md §7). */
export function connectionFields(assumptions: Assumptions) {
  const v1Too = assumptions.is('connect-hook-version', 'v1-too');
  const connect = z.object({
    account_id: amojoId,
    title: neededIf(assumptions.is('connect-title', 'required'), name),
    hook_api_version: neededIf(!v1Too, v1Too ? oneOf(['v1', 'v2'], 'v1 or v2') : oneOf(['v2'], 'v2 only')),
    is_time_window_disabled: z.boolean().optional(),
  });
  return { connect, disconnect };
}

/** Fields of creating a chat (kommo-chat-api.md §8.1). */
export function chatFields({ ownId, source, personal }: Parts, assumptions: Assumptions) {
  const strict = assumptions.is('create-chat-user', 'strict');
  const createChat = z.object({
    conversation_id: ownId,
    source: source.optional(),
    user: z.object({
      id: neededIf(strict, ownId),
      name: neededIf(strict, name),
      ref_id: amojoId.optional(),
      ...personal,
    }),
    // Kommo's OpenAPI has it here, the examples in user.
    profile_link: link.optional(),
  });
  return { createChat };
}
