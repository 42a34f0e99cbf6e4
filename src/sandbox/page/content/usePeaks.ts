import { useEffect, useState } from 'react';
import type { FileView } from '../../control/contract';

export const BARS = 36;
const LARGEST = 2_000_000;
const RATE = 16_000;
const FLAT: readonly number[] = Array.from({ length: BARS }, () => 0.18);

const known = new Map<string, Promise<readonly number[]>>();

async function read({ url }: FileView): Promise<readonly number[]> {
  try {
    const bytes = await (await fetch(url)).arrayBuffer();
    const samples = (await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes)).getChannelData(0);
    const step = Math.max(1, Math.floor(samples.length / BARS));
    const peaks = FLAT.map((_, bar) => {
      let sum = 0;
      for (let at = bar * step; at < (bar + 1) * step; at += 1) sum += (samples[at] ?? 0) ** 2;
      return Math.sqrt(sum / step);
    });
    const loudest = Math.max(...peaks, 0.001);
    // Ears tell loudness by its power, not by its height: quiet words must be seen as well.
    return peaks.map((peak) => Math.max(0.12, (peak / loudest) ** 0.6));
  } catch {
    // A sound that this browser cannot decode may still be a file to take away: it is drawn as an even line.
    return FLAT;
  }
}

/** How loud each part of a recording is, from 0 to 1. */
export function usePeaks(file: FileView, wanted: boolean): readonly number[] {
  const [peaks, setPeaks] = useState(FLAT);
  const { url, size } = file;
  useEffect(() => {
    if (!wanted || size > LARGEST) return;
    let left = false;
    const reading = known.get(url) ?? read(file);
    known.set(url, reading);
    void reading.then((found) => {
      if (!left) setPeaks(found);
    });
    return () => {
      left = true;
    };
    // The address names the bytes; the view is a new object at every read.
  }, [url, size, wanted]);
  return peaks;
}
