import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import type { Arguments, Named } from './arguments';
import type { Call } from './call';
import { describeMessage } from './describe';
import { checkEntities } from './entities';
import { countSent } from './flood-limits';
import { addMessage, type MessageFields, type Phone } from './state';

export type Content = Omit<MessageFields, 'from' | 'at'>;

const PARSE_MODES = ['', 'markdown', 'markdownv2', 'html'];
const CAPTION_LIMIT = 1024;
const LINK_PREVIEW: Named = {
  unreadable: "can't parse link preview options JSON object",
  unfit: 'object expected as link preview options',
};

/** Arguments that every sending method has, and that change nothing here (telegram.md §3). */
export function checkCommon(args: Arguments): void {
  for (const flag of ['disable_notification', 'protect_content', 'allow_paid_broadcast']) args.flag(flag);
  args.integer('message_thread_id', 0);
  if (args.id('business_connection_id') !== undefined) throw badRequest('business connection not found');
}

/** How links in a text are shown; nothing of it changes anything here. */
export function checkLinkPreview(args: Arguments): void {
  const options = args.object('link_preview_options', LINK_PREVIEW);
  for (const flag of ['is_disabled', 'prefer_small_media', 'prefer_large_media', 'show_above_text']) {
    options?.flag(flag);
  }
  options?.text('url');
}

export function checkParseMode(args: Arguments): void {
  if (!PARSE_MODES.includes(args.text('parse_mode').toLowerCase())) throw badRequest('unsupported parse_mode');
}

/** Lengths are counted in UTF-16 units, as JavaScript does (telegram.md §2). */
export function readCaption(args: Arguments): string {
  const caption = args.text('caption');
  checkParseMode(args);
  checkEntities(args, 'caption_entities');
  args.flag('show_caption_above_media');
  if (caption.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return caption.trim();
}

/** Puts a message on the phone and answers with it. */
export function deliver(call: Call, phone: Phone, content: Content): Outcome {
  const { outcome } = deliverAll(call, phone, [content]);
  return outcome(([only]) => only);
}

/** Puts several messages on the phone as one; `outcome` answers with what is made of their descriptions. */
export function deliverAll(
  { sandbox, bot }: Call,
  phone: Phone,
  contents: readonly Content[],
): { readonly outcome: (result: (described: readonly object[]) => unknown) => Outcome } {
  const chat = String(phone.customer.id);
  countSent(sandbox, bot, chat, contents.length);
  const at = sandbox.clock.now();
  const messages = contents.map((content) => addMessage(phone, { ...content, from: 'bot', at }));
  sandbox.changes.emit('telegram');
  return {
    outcome: (result) =>
      ok(result(messages.map((message) => describeMessage(bot, phone, message))), {
        stored: true,
        chat,
        messageId: String(messages[0]?.id ?? ''),
      }),
  };
}
