import { APPLE_READINGS } from './apple/readings';
import { BOTFRAMEWORK_READINGS } from './botframework/readings';
import { CUSTOM_READINGS } from './custom/readings';
import { GRAPH_READINGS } from './graph/readings';
import { INSTAGRAM_READINGS } from './instagram/readings';
import { KOMMO_READINGS } from './kommo/readings';
import { MESSENGER_READINGS } from './messenger/readings';
import { META_PAGES_READINGS } from './meta-pages/readings';
import { PLATFORM_READINGS } from './platform/readings';
import type { Reading } from './reading';
import { TELEGRAM_READINGS } from './telegram/readings';
import { VIBER_READINGS } from './viber/readings';
import { WECHAT_READINGS } from './wechat/readings';
import { WHATSAPP_READINGS } from './whatsapp/readings';

export type { Reading };

export interface AssumptionView extends Reading {
  readonly value: string | number;
}

/** Readings of the reference sheets that no source settles. The first value is the default. */
const DEFINITIONS = {
  ...KOMMO_READINGS,
  ...PLATFORM_READINGS,
  ...VIBER_READINGS,
  ...GRAPH_READINGS,
  ...WHATSAPP_READINGS,
  ...META_PAGES_READINGS,
  ...MESSENGER_READINGS,
  ...INSTAGRAM_READINGS,
  ...TELEGRAM_READINGS,
  ...WECHAT_READINGS,
  ...APPLE_READINGS,
  ...BOTFRAMEWORK_READINGS,
  ...CUSTOM_READINGS,
} as const satisfies Record<string, Reading>;

type Name = keyof typeof DEFINITIONS;
type ValueOf<N extends Name> = (typeof DEFINITIONS)[N]['values'][number];
type NumberName = { [N in Name]: (typeof DEFINITIONS)[N] extends { free: true } ? N : never }[Name];

/** The readings in force. */
export class Assumptions {
  private readonly chosen = new Map<string, string | number>();
  private changes = 0;

  /** Counts up with every change, for what is built from readings and kept. */
  get version(): number {
    return this.changes;
  }

  is<N extends Name>(name: N, value: ValueOf<N>): boolean {
    return this.value(name) === value;
  }

  number(name: NumberName): number {
    return Number(this.value(name));
  }

  list(): Record<string, AssumptionView> {
    return Object.fromEntries(
      Object.entries(DEFINITIONS).map(([name, definition]) => [
        name,
        { ...definition, value: this.chosen.get(name) ?? definition.values[0] },
      ]),
    );
  }

  /** Switches readings, all or none; the answer says what is wrong, if anything is. */
  change(wanted: Record<string, string | number>): readonly string[] {
    const wrong = Object.entries(wanted).flatMap(([name, value]) => fault(name, value));
    if (wrong.length > 0) return wrong;
    for (const [name, value] of Object.entries(wanted)) this.chosen.set(name, value);
    this.changes += 1;
    return [];
  }

  /** What was switched, by name. */
  switched(): Record<string, string | number> {
    return Object.fromEntries(this.chosen);
  }

  reset(): void {
    this.chosen.clear();
    this.changes += 1;
  }

  private value(name: Name): string | number {
    return this.chosen.get(name) ?? DEFINITIONS[name].values[0];
  }
}

function fault(name: string, value: string | number): string[] {
  const definition = (DEFINITIONS as Record<string, Reading>)[name];
  if (!definition) return [`${name}: there is no such assumption`];
  if (definition.free) {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? [] : [`${name}: a whole number from 0`];
  }
  return definition.values.includes(value) ? [] : [`${name}: one of ${definition.values.join(', ')}`];
}
