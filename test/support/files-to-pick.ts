import type { Page } from 'playwright-core';

/** As a file field takes it. */
export interface FileToPick {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture of its own: coloured paper, drawn by the browser. */
export async function drawPicture(page: Page, hue: number): Promise<FileToPick> {
  const url = await page.evaluate<string>(`(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    const paper = context.createLinearGradient(0, 0, 640, 480);
    paper.addColorStop(0, 'hsl(${String(hue)} 70% 80%)');
    paper.addColorStop(1, 'hsl(${String(hue + 50)} 60% 45%)');
    context.fillStyle = paper;
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = 'hsl(${String(hue + 20)} 60% 30% / 0.5)';
    context.beginPath();
    context.arc(320, 240, 120, 0, 7);
    context.fill();
    return canvas.toDataURL('image/jpeg', 0.8);
  })()`);
  const buffer = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  return { name: `colour-${String(hue)}.jpg`, mimeType: 'image/jpeg', buffer };
}

const SAMPLES_A_SECOND = 8_000;
const WAV_HEAD_BYTES = 44;

/** Two seconds of humming as a WAV file of 8 bits. */
export function hum(): FileToPick {
  const samples = 2 * SAMPLES_A_SECOND;
  const buffer = Buffer.alloc(WAV_HEAD_BYTES + samples);
  buffer.write('RIFF', 0, 'latin1');
  buffer.writeUInt32LE(buffer.length - 8, 4);
  buffer.write('WAVEfmt ', 8, 'latin1');
  buffer.writeUInt32LE(16, 16);
  // Plain samples of one channel, a byte each.
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(SAMPLES_A_SECOND, 24);
  buffer.writeUInt32LE(SAMPLES_A_SECOND, 28);
  buffer.writeUInt16LE(1, 32);
  buffer.writeUInt16LE(8, 34);
  buffer.write('data', 36, 'latin1');
  buffer.writeUInt32LE(samples, 40);
  for (let at = 0; at < samples; at += 1) {
    const loud = 90 * Math.abs(Math.sin(at / 900) * Math.cos(at / 2_300));
    buffer[WAV_HEAD_BYTES + at] = Math.round(128 + loud * Math.sin(at / 6));
  }
  return { name: 'voice.wav', mimeType: 'audio/wav', buffer };
}

const FRAMES = 115;
/** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, one channel; of 26 ms, and without a sound where the rest is zero. */
const FRAME_HEAD = Buffer.from('fffb90c0', 'hex');
const FRAME_BYTES = 417;

/** Three seconds of silence as an MP3. */
export function silence(): FileToPick {
  const buffer = Buffer.alloc(FRAMES * FRAME_BYTES);
  for (let at = 0; at < FRAMES; at += 1) FRAME_HEAD.copy(buffer, at * FRAME_BYTES);
  return { name: 'voice.mp3', mimeType: 'audio/mpeg', buffer };
}
