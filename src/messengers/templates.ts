import type { Words } from '../model/words';
import type { DriverContext } from './driver-context';
import type { OutboundTemplate, SentPart } from './outbound';

/** Whether a template may be sent: `approved` may; `stopped` was approved and is paused, disabled or gone. */
export type TemplateState = 'approved' | 'in-review' | 'rejected' | 'stopped';

/** A template that the messenger holds. */
export interface RemoteTemplate {
  /** Names it for ever at the messenger; what Kommo keeps as its `external_id`. */
  readonly id: string;
  readonly name: string;
  /** As the messenger writes it: `en_US`. */
  readonly language: string;
  readonly state: TemplateState;
  /** Why it was rejected or stopped. */
  readonly reason?: string;
  /** The messenger's own word. */
  readonly category: string;
  readonly header?: { readonly type: 'text' | 'picture' | 'video' | 'file' | 'location'; readonly text?: string };
  /** With its placeholders as the messenger writes them: `{{1}}`, `{{name}}`. */
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly RemoteTemplateButton[];
  /** By placeholder without its braces, where it was handed in with some. */
  readonly examples?: Readonly<Record<string, string>>;
  /** It has a part that cannot be filled from Kommo; which one. */
  readonly notSendable?: Words;
}

export interface RemoteTemplateButton {
  readonly type: 'reply' | 'url' | 'phone' | 'code';
  readonly text: string;
  /** Of `url`: with its placeholder. */
  readonly url?: string;
  readonly phone?: string;
  /** What the placeholder of its link was filled with when it was handed in. */
  readonly example?: string;
}

export interface NewTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly RemoteTemplateButton[];
  /** A value for each placeholder, for whoever reviews it. */
  readonly examples: Readonly<Record<string, string>>;
}

/** Templates that the messenger has to approve. */
export interface Templates<Credentials> {
  /** Which account at the messenger holds them: sources that share one have the same templates. */
  holder(credentials: Credentials): string;
  /** All of them, whatever their state. @throws DeliveryError. */
  list(context: DriverContext<Credentials>): Promise<readonly RemoteTemplate[]>;
  /** Hands it in for review. @throws DeliveryError: `no` with the messenger's reason. */
  create(context: DriverContext<Credentials>, template: NewTemplate): Promise<Pick<RemoteTemplate, 'id' | 'state'>>;
  /** Hands one in anew that was rejected. @throws DeliveryError: `no` with the messenger's reason. */
  revise(
    context: DriverContext<Credentials>,
    id: string,
    template: NewTemplate,
  ): Promise<Pick<RemoteTemplate, 'state'>>;
  /** Sends a message made from one; the only thing that passes after the window. @throws DeliveryError as `send` does. */
  send(context: DriverContext<Credentials>, part: OutboundTemplate): Promise<SentPart>;
  /** Safe to repeat. @throws DeliveryError. */
  remove(context: DriverContext<Credentials>, template: Pick<RemoteTemplate, 'id' | 'name'>): Promise<void>;
}
