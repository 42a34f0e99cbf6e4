import type { Failure } from '../model/outcome';
import type { Messenger } from './contract';

/**
 * Why nobody can be written to there by a phone number, and what works instead (promise P11): what a manager can give the
 * customer is the way to us, which the settings window shows as a code to photograph, too.
 */
export function notByPhone(
  { title, linkTo }: Pick<Messenger, 'title' | 'linkTo'>,
  { remoteId, address }: { readonly remoteId: string; readonly address: string | null },
): Failure {
  const link = linkTo?.({ remoteId, ...(address === null ? {} : { address }) });
  const works =
    link === undefined
      ? 'The customer has to write first; reach them another way until then.'
      : `Send the customer this link another way; once they have written, you can answer: ${link}`;
  return { code: 904, text: `Not sent. ${title} lets nobody be written to by a phone number. ${works}` };
}
