import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

export const LOGOS: Readonly<Record<string, readonly [width: number, height: number]>> = {
  'logo_main.png': [400, 272],
  'logo_small.png': [108, 108],
  'logo.png': [130, 100],
  'logo_medium.png': [240, 84],
  'logo_min.png': [84, 84],
  'logo_dp.png': [174, 109],
};

/** One plain colour. */
export function png(width: number, height: number, more: readonly Buffer[] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  const rows = Buffer.alloc(height * (width + 1), 0x90);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...more,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Node has it only from 22.2 on. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

export const MANIFEST = {
  widget: {
    name: 'widget.name',
    description: 'widget.description',
    short_description: 'widget.short_description',
    version: '1.0.0',
    interface_version: 2,
    init_once: false,
    locale: ['en', 'es'],
    installation: true,
    support: { link: 'https://courier.example/help' },
  },
  locations: ['settings', 'lead_sources', 'advanced_settings'],
  advanced: { title: 'advanced.title' },
  settings: { greeting: { name: 'settings.greeting', type: 'text', required: true } },
};

export const TEXTS = {
  widget: { name: 'Tiny', description: 'Tiny <b>widget</b>', short_description: 'Tiny' },
  settings: { greeting: 'Greeting' },
  advanced: { title: 'Lines of Tiny' },
};

export const SCRIPT = `define([], function () {
  return function () {
    this.callbacks = {
      render: function () { return true; }, init: function () { return true; }, bind_actions: function () { return true; },
      settings: function () { return true; }, onSave: function () { return true; },
      onAddAsSource: function () { return true; }, advancedSettings: function () { return true; }
    };
  };
});
`;

type File = string | Uint8Array | null;

/** A good archive, but for these files; null takes one out. */
export function widgetArchive(changed: Readonly<Record<string, File>> = {}): Buffer {
  const logos = Object.entries(LOGOS).map(([name, [width, height]]) => [`images/${name}`, png(width, height)] as const);
  const files: Record<string, File> = {
    'manifest.json': JSON.stringify(MANIFEST),
    'script.js': SCRIPT,
    'i18n/en.json': JSON.stringify(TEXTS),
    'i18n/es.json': JSON.stringify(TEXTS),
    ...Object.fromEntries(logos),
    ...changed,
  };
  const packed = Object.entries(files).flatMap(([path, file]) =>
    file === null ? [] : [[path, typeof file === 'string' ? strToU8(file) : new Uint8Array(file)] as const],
  );
  return Buffer.from(zipSync(Object.fromEntries(packed)));
}
