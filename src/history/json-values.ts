import { jsonParser } from 'stream-json/core/parser.js';
import { Assembler } from 'stream-json/core/assembler.js';
import type { Readable } from 'node:stream';
import { HistoryRefused } from './refusal';
import { asUtf8 } from './text-lines';

/** Where a value is: names of fields, and places in lists from 0. */
export type JsonPath = readonly (string | number)[];

/** `whole`: give it · `into`: look at what is in it, if it is a list or an object · `skip`: read past it */
export type Interest = 'whole' | 'into' | 'skip';

/**
 * A value that was asked for whole, or the beginning of one that is looked into (`value` is left out). `tooLarge`: it was asked for
 * whole, and is larger or deeper than anything that belongs into a chat; it is read past.
 */
export type JsonFound =
  | { readonly path: JsonPath; readonly found: 'value'; readonly value: unknown }
  | { readonly path: JsonPath; readonly found: 'inner' | 'tooLarge' };

/** Characters and tokens of one value. A message of 4,096 letters with a format for each is a tenth of this. */
const VALUE_MOST = 4_194_304;
const VALUE_DEPTH = 32;

/** Of what is looked into or read past: far more than any export has, and far less than what would fill the memory. */
const DEPTH_MOST = 256;

/** The parser holds a text until it ends; a text that goes on for longer than this is not waited for. */
const TEXT_MOST = 16_777_216;

type Token = Exclude<ReturnType<ReturnType<typeof jsonParser>>, symbol>['values'][number];

/**
 * Finds values in JSON while it is read, so that only one of them is in memory at a time. Numbers are strings of their digits, as
 * ids may have more of them than a number holds.
 *
 * @param interest asked once for each value, by its path
 * @throws HistoryRefused `broken-json` with the last place that was right
 */
export async function* jsonValues(
  bytes: Readable,
  interest: (path: JsonPath) => Interest,
): AsyncGenerator<JsonFound, void, undefined> {
  const parse = jsonParser({ streamValues: false });
  const text = new TextDecoder();
  const walk = new Walk(interest);
  let silent = 0;
  for await (const chunk of asUtf8(bytes)) {
    for (const piece of piecesOf(text.decode(chunk, { stream: true }))) {
      silent += piece.length;
      let tokens: ReturnType<typeof parse>;
      try {
        tokens = parse(piece);
      } catch {
        // All that the parser throws is about the text.
        throw walk.refusal();
      }
      if (typeof tokens === 'object') {
        silent = 0;
        for (const token of tokens.values) {
          const found = walk.take(token);
          if (found !== undefined) yield found;
        }
      } else if (silent > TEXT_MOST) throw walk.refusal();
    }
  }
  if (!walk.isOver) throw walk.refusal();
}

/** What is right in a piece with an error in it is not told, so pieces are small: a message or so. */
function* piecesOf(text: string, length = 1_024): Generator<string, void, undefined> {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
}

/** Follows the tokens: where they are in the text, and what of them belongs to a value that is asked for. */
class Walk {
  private readonly path: (string | number)[] = [];
  private place: JsonPath = [];
  private depth = 0;
  private collecting:
    { readonly assembler: Assembler; readonly depth: number; weight: number; isTooLarge: boolean } | undefined;
  private skippingFrom: number | undefined;
  isOver = false;

  constructor(private readonly interest: (path: JsonPath) => Interest) {}

  refusal(): HistoryRefused {
    return new HistoryRefused('broken-json', { place: placeOf(this.place) });
  }

  take(token: Token): JsonFound | undefined {
    switch (token.name) {
      case 'keyValue':
        this.weigh(token);
        if (this.collecting === undefined && this.skippingFrom === undefined) this.path[this.depth - 1] = token.value;
        return undefined;
      case 'startObject':
      case 'startArray':
        return this.start(token);
      case 'endObject':
      case 'endArray':
        return this.end(token);
      default:
        return this.scalar(token);
    }
  }

  private start(token: Token): JsonFound | undefined {
    let found: JsonFound | undefined;
    if (this.collecting === undefined && this.skippingFrom === undefined) {
      this.countInList();
      const wanted = this.interest(this.path);
      if (wanted === 'skip') this.skippingFrom = this.depth;
      else if (wanted === 'whole') this.collect();
      else found = this.tell('inner');
    }
    this.weigh(token);
    this.depth += 1;
    if (this.depth > DEPTH_MOST) throw this.refusal();
    if (this.collecting === undefined && this.skippingFrom === undefined) {
      this.path.push(token.name === 'startArray' ? -1 : '');
    }
    return found;
  }

  private end(token: Token): JsonFound | undefined {
    this.weigh(token);
    this.depth -= 1;
    if (this.depth === 0) this.isOver = true;
    if (this.skippingFrom !== undefined) {
      if (this.skippingFrom === this.depth) this.skippingFrom = undefined;
      return undefined;
    }
    if (this.collecting === undefined) {
      this.path.pop();
      return undefined;
    }
    return this.collecting.depth === this.depth ? this.collected() : undefined;
  }

  private scalar(token: Token): JsonFound | undefined {
    if (this.collecting !== undefined || this.skippingFrom !== undefined) {
      this.weigh(token);
      return undefined;
    }
    this.countInList();
    if (this.interest(this.path) !== 'whole') return undefined;
    this.collect();
    this.weigh(token);
    return this.collected();
  }

  private countInList(): void {
    const last = this.path.at(-1);
    if (typeof last === 'number') this.path[this.path.length - 1] = last + 1;
  }

  private collect(): void {
    const assembler = new Assembler({ numberAsString: true });
    this.collecting = { assembler, depth: this.depth, weight: 0, isTooLarge: false };
  }

  private collected(): JsonFound | undefined {
    const { collecting } = this;
    this.collecting = undefined;
    if (collecting === undefined) return undefined;
    if (collecting.isTooLarge) return this.tell('tooLarge');
    return { ...this.tell('inner'), found: 'value', value: collecting.assembler.current };
  }

  private tell(found: 'inner' | 'tooLarge'): JsonFound & { readonly found: typeof found } {
    this.place = [...this.path];
    return { path: this.place, found };
  }

  private weigh(token: Token): void {
    const { collecting } = this;
    if (collecting === undefined || collecting.isTooLarge) return;
    collecting.weight += 8 + ('value' in token && typeof token.value === 'string' ? token.value.length : 0);
    if (collecting.weight > VALUE_MOST || this.depth - collecting.depth > VALUE_DEPTH) collecting.isTooLarge = true;
    else collecting.assembler.consume(token);
  }
}

/** `chats.list[3].messages[17]` */
export function placeOf(path: JsonPath): string {
  if (path.length === 0) return 'its beginning';
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}
