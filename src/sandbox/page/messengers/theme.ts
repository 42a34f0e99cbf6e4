import type { MediaKind } from '../content/said';

/**
 * The manner of one messenger, as its phone has it. Its colours, shapes and wallpaper are in `styles/messengers.css`; what a
 * customer can do there is told by the sandbox.
 */
export interface Theme {
  /** As people call the app. */
  readonly title: string;
  /** What customers write to, a key of `t.phone.lines`. */
  readonly line: 'bot' | 'number' | 'page' | 'account' | 'website';
  /** What people react with. */
  readonly emojis: readonly string[];
  /** How many pictures and films travel together, and whether they can quote; null: each goes by itself. */
  readonly album: { readonly most: number; readonly quotes: boolean } | null;
  /** Files that may have words beside them; of others the words follow. */
  readonly captions: readonly MediaKind[];
  /** A line may write what it likes only for a while after the customer wrote. */
  readonly hasWindow: boolean;
  /** It approves templates, which get through when the window is shut. */
  readonly hasTemplates: boolean;
  /**
   * Where buttons of a text are: below its bubble, grown together with it, behind the newest message until it is answered,
   * or in place of the keyboard.
   */
  readonly buttons: 'below' | 'joined' | 'chips' | 'docked';
  /** How an own message shows whether it went out. */
  readonly handed: 'ticks' | 'circles' | 'words';
  /** What somebody new there has beside a name. */
  readonly asks: readonly ('lastName' | 'phone' | 'username')[];
}
