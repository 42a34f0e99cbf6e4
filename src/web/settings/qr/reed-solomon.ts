/** Arithmetic in the field of 256 elements that QR codes use: powers of 2 modulo x⁸ + x⁴ + x³ + x² + 1. */
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = value;
  EXP[power + 255] = value;
  LOG[value] = power;
  value = value << 1 >= 256 ? (value << 1) ^ 0x11d : value << 1;
}

function times(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  return EXP[(LOG[one] ?? 0) + (LOG[other] ?? 0)] ?? 0;
}

/** (x − 2⁰)(x − 2¹)…, without the leading 1. */
function generator(degree: number): Uint8Array {
  const result = new Uint8Array(degree);
  result[degree - 1] = 1;
  for (let root = 0; root < degree; root += 1) {
    for (let index = 0; index < degree; index += 1) {
      result[index] = times(result[index] ?? 0, EXP[root] ?? 0) ^ (result[index + 1] ?? 0);
    }
  }
  return result;
}

/** The bytes that let a reader mend what it could not see. */
export function correction(data: Uint8Array, count: number): Uint8Array {
  const divisor = generator(count);
  const rest = new Uint8Array(count);
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0);
    rest.copyWithin(0, 1);
    rest[count - 1] = 0;
    for (let index = 0; index < count; index += 1) {
      rest[index] = (rest[index] ?? 0) ^ times(divisor[index] ?? 0, factor);
    }
  }
  return rest;
}
