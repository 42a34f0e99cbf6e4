import { useMemo } from 'react';
import { matrix } from './matrix';

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** Dark on light in both themes: many phones read nothing else. Nothing where the text is too long. */
export function QrCode({ text, label }: QrCodeProps) {
  const code = useMemo(() => matrix(text), [text]);
  if (code === null) return null;
  const size = code.length + 8;
  const squares = code.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#162033" />
    </svg>
  );
}
