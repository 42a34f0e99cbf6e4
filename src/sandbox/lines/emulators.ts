import { makeApple } from '../apple/emulator';
import type { LineMessenger } from '../control/lines-contract';
import type { Core } from '../core';
import { makeBotFramework } from '../botframework/emulator';
import { makeCustom } from '../custom/emulator';
import { makeInstagram } from '../instagram/emulator';
import { makeMessenger } from '../messenger/emulator';
import { makeViber } from '../viber/emulator';
import { WhatsAppEmulator } from '../whatsapp/emulator';
import { makeWeChat } from '../wechat/emulator';
import type { LineEmulator, MakeEmulator } from './emulator';

/** The emulators of this sandbox; each is one entry. */
const MAKERS: readonly MakeEmulator[] = [
  (core) => new WhatsAppEmulator(core),
  makeViber,
  makeWeChat,
  makeApple,
  makeBotFramework,
  makeMessenger,
  makeInstagram,
  makeCustom,
];

export class LineEmulators {
  readonly #emulators: ReadonlyMap<LineMessenger, LineEmulator>;

  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
    this.#emulators = new Map(MAKERS.map((make) => make(core)).map((emulator) => [emulator.messenger, emulator]));
  }

  get(messenger: LineMessenger): LineEmulator | undefined {
    return this.#emulators.get(messenger);
  }

  all(): readonly LineEmulator[] {
    return [...this.#emulators.values()];
  }

  seed(): void {
    for (const emulator of this.all()) emulator.seed();
  }

  /** Empties the handsets that a fresh sandbox has, and takes the others away. */
  reset(): void {
    for (const emulator of this.all()) emulator.reset();
    for (const line of this.#core.lines.all()) {
      for (const [id, handset] of line.handsets) {
        if (handset.facts.seeded !== true) line.handsets.delete(id);
        handset.messages.length = 0;
        Object.assign(handset, { state: 'new', typingUntil: null, wroteAt: null });
      }
    }
  }

  close(): void {
    for (const emulator of this.all()) emulator.close();
  }
}
