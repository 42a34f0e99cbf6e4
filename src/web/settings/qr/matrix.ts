import { codewords } from './codewords';

/** Rows of modules, `true` is dark. */
export type Matrix = readonly (readonly boolean[])[];

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** A QR code (ISO/IEC 18004) of the text; `null` where it is too long for ours. */
export function matrix(text: string): Matrix | null {
  const code = codewords(text);
  if (code === null) return null;
  const { version, bytes } = code;
  const drawn = MASKS.map((mask, number) => new Drawing(version).draw(bytes, mask, number));
  return drawn.reduce((best, next) => (uneasiness(next) < uneasiness(best) ? next : best));
}

class Drawing {
  readonly #size: number;
  readonly #dark: boolean[][];
  /** Belongs to the pattern that a reader finds its way by, and holds no data. */
  readonly #fixed: boolean[][];

  constructor(private readonly version: number) {
    this.#size = 17 + 4 * version;
    const grid = () => Array.from({ length: this.#size }, () => new Array<boolean>(this.#size).fill(false));
    this.#dark = grid();
    this.#fixed = grid();
  }

  draw(bytes: Uint8Array, mask: (row: number, column: number) => boolean, number: number): Matrix {
    this.#drawPatterns();
    this.#drawFormat(number);
    this.#drawData(bytes, mask);
    return this.#dark;
  }

  #set(row: number, column: number, dark: boolean): void {
    const [darkRow, fixedRow] = [this.#dark[row], this.#fixed[row]];
    if (darkRow === undefined || fixedRow === undefined || column < 0 || column >= this.#size) return;
    darkRow[column] = dark;
    fixedRow[column] = true;
  }

  #drawPatterns(): void {
    const last = this.#size - 1;
    for (let at = 0; at < this.#size; at += 1) {
      this.#set(6, at, at % 2 === 0);
      this.#set(at, 6, at % 2 === 0);
    }
    // Three corners, each with a light edge.
    this.#drawSquare(3, 3, 4, [0, 1, 3]);
    this.#drawSquare(3, last - 3, 4, [0, 1, 3]);
    this.#drawSquare(last - 3, 3, 4, [0, 1, 3]);
    if (this.version > 1) this.#drawSquare(last - 6, last - 6, 2, [0, 2]);
    this.#set(this.#size - 8, 8, true);
  }

  /** @param dark the distances from the middle that are dark. */
  #drawSquare(row: number, column: number, reach: number, dark: readonly number[]): void {
    for (let down = -reach; down <= reach; down += 1) {
      for (let right = -reach; right <= reach; right += 1) {
        const distance = Math.max(Math.abs(down), Math.abs(right));
        this.#set(row + down, column + right, dark.includes(distance));
      }
    }
  }

  /** Level L and the mask, secured by a BCH code, twice. */
  #drawFormat(mask: number): void {
    const said = (0b01 << 3) | mask;
    let rest = said;
    for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const bits = ((said << 10) | rest) ^ 0x5412;
    const bit = (at: number) => ((bits >> at) & 1) === 1;
    const last = this.#size - 1;
    for (let at = 0; at <= 5; at += 1) this.#set(at, 8, bit(at));
    this.#set(7, 8, bit(6));
    this.#set(8, 8, bit(7));
    this.#set(8, 7, bit(8));
    for (let at = 9; at < 15; at += 1) this.#set(8, 14 - at, bit(at));
    for (let at = 0; at < 8; at += 1) this.#set(8, last - at, bit(at));
    for (let at = 8; at < 15; at += 1) this.#set(this.#size - 15 + at, 8, bit(at));
  }

  /** In columns of two, from the right, up and down in turn; the upright line of the pattern is left out. */
  #drawData(bytes: Uint8Array, mask: (row: number, column: number) => boolean): void {
    let at = 0;
    for (let right = this.#size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      const up = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.#size; step += 1) {
        const row = up ? this.#size - 1 - step : step;
        for (const column of [right, right - 1]) {
          const line = this.#dark[row];
          if (line === undefined || this.#fixed[row]?.[column] === true) continue;
          const dark = (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) === 1;
          line[column] = dark !== mask(row, column);
          at += 1;
        }
      }
    }
  }
}

/** How hard it is on a reader: long runs and blocks of one colour, and more of one than of the other. */
function uneasiness(code: Matrix): number {
  let points = 0;
  let darkOnes = 0;
  const size = code.length;
  const at = (row: number, column: number) => code[row]?.[column] ?? false;
  for (let line = 0; line < size; line += 1) {
    let [across, down] = [1, 1];
    for (let step = 0; step < size; step += 1) {
      if (at(line, step)) darkOnes += 1;
      if (step === 0) continue;
      across = at(line, step) === at(line, step - 1) ? across + 1 : 1;
      down = at(step, line) === at(step - 1, line) ? down + 1 : 1;
      for (const run of [across, down]) points += run === 5 ? 3 : run > 5 ? 1 : 0;
      if (line === 0) continue;
      const block = [at(line, step), at(line - 1, step), at(line, step - 1), at(line - 1, step - 1)];
      if (block.every((dark) => dark === block[0])) points += 3;
    }
  }
  return points + Math.floor(Math.abs((darkOnes * 20) / (size * size) - 10)) * 10;
}
