import { z } from 'zod';
import type { RemoteProfile } from '../contract';
import { repeatable } from '../delivery-error';
import { askGraph } from '../graph/call';
import { accessOf } from './credentials';
import { refusedBy } from './errors';
import type { Context, Product } from './product';
import { recipientOf } from './send';

const word = z.string().trim().min(1).optional().catch(undefined);
const Profile = z.object({ name: word, first_name: word, last_name: word, username: word, profile_pic: word });

/**
 * Asks who a customer is (facebook.md §8, §11). Meta tells it of many and not of all: of those who do not want it told, or
 * where the app has no access to profiles, nothing is known.
 */
export async function profile(product: Product, context: Context, chat: string): Promise<RemoteProfile> {
  const { credentials } = context;
  const { id } = recipientOf(product, chat);
  const request = { method: 'GET', path: [id], query: { fields: product.profileFields.join(',') } } as const;
  const answer = await askGraph(context, accessOf(product, credentials), request, Profile).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'refused') {
    const { code, subcode } = answer.refusal;
    // No consent, no access to profiles, no profile: an answer, if a poor one.
    if (code === 100 || code === 10 || code === 200 || code === 230 || code === NO_PROFILE || subcode === NO_PROFILE) {
      return {};
    }
    throw repeatable(refusedBy(answer.refusal, product.title));
  }
  const { name, first_name, last_name, username, profile_pic: avatar } = answer.result;
  const parts = [first_name, last_name].filter((part) => part !== undefined).join(' ');
  const full = name ?? (parts === '' ? username : parts);
  return {
    ...(full === undefined ? {} : { name: full }),
    ...(avatar === undefined ? {} : { avatar }),
    ...(username === undefined ? {} : { profileLink: `https://www.instagram.com/${encodeURIComponent(username)}` }),
  };
}

const NO_PROFILE = 2_018_218;
