/** `auto`: as the reader's system or browser has it. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

interface Palette {
  readonly ground: string;
  readonly card: string;
  readonly band: string;
  readonly line: string;
  readonly rail: string;
  readonly ink: string;
  readonly quiet: string;
  readonly faint: string;
  readonly plain: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly goodSoft: string;
  readonly warnSoft: string;
  readonly badSoft: string;
  readonly plainSoft: string;
  readonly messenger: string;
  readonly courier: string;
  readonly kommo: string;
  /** On the three above. */
  readonly onLane: string;
}

/** As in the settings window (`tokens.css`): every pair of ink and ground meets WCAG AA. */
const LIGHT: Palette = {
  ...{ ground: '#f4f6fa', card: '#ffffff', band: '#f7f9fc', line: '#e2e7ef', rail: '#c9d2df' },
  ...{ ink: '#162033', quiet: '#46536a', faint: '#5c6980' },
  ...{ plain: '#2a5bd7', good: '#0a7350', warn: '#845000', bad: '#b3261e' },
  ...{ goodSoft: '#e4f6ee', warnSoft: '#fdf3dd', badSoft: '#fdecea', plainSoft: '#eaf0fe' },
  ...{ messenger: '#0f6f63', courier: '#1d2b44', kommo: '#2a5bd7', onLane: '#ffffff' },
};

const DARK: Palette = {
  ...{ ground: '#0f1823', card: '#17222f', band: '#1c2938', line: '#2a3949', rail: '#3b4c60' },
  ...{ ink: '#edf2f8', quiet: '#bdc9d7', faint: '#9aaabd' },
  ...{ plain: '#8ab4ff', good: '#5fd6a4', warn: '#f4c26d', bad: '#ffa198' },
  ...{ goodSoft: '#143528', warnSoft: '#36290f', badSoft: '#3b1d1c', plainSoft: '#1d3355' },
  ...{ messenger: '#6fd3c3', courier: '#e9eef6', kommo: '#8ab4ff', onLane: '#0f1823' },
};

const SANS = `ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif`;
const MONO = `ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace`;

/** Sizes are the same in both; colours are plain values, since not every reader of SVG knows variables. */
const SHAPES = `
text { font-family: ${SANS}; }
.heading { font-size: 21px; font-weight: 650; letter-spacing: -0.2px; }
.sub { font-size: 12.5px; }
.mono { font-family: ${MONO}; font-size: 11.5px; }
.lane { font-size: 12.5px; font-weight: 650; }
.title { font-size: 14px; font-weight: 600; }
.detail { font-size: 12.5px; }
.offset { font-size: 13px; font-weight: 600; font-variant-numeric: tabular-nums; }
.clock { font-size: 11.5px; font-variant-numeric: tabular-nums; }
.label { font-size: 11px; font-weight: 600; font-variant-numeric: tabular-nums; }
.pill { font-size: 13px; font-weight: 650; }
.stroke { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.thin { fill: none; stroke-width: 1; }
.rail { stroke-width: 2; }
.gap { stroke-dasharray: 2 5; }
.way { stroke-dasharray: 5 4; }`;

export function styleOf(theme: Theme): string {
  switch (theme) {
    case 'light':
      return SHAPES + colours(LIGHT);
    case 'dark':
      return SHAPES + colours(DARK);
    case 'auto':
      return `${SHAPES}${colours(LIGHT)}\n@media (prefers-color-scheme: dark) {${colours(DARK)}\n}`;
  }
}

/** For each colour a class that fills with it (`f-ink`) and one that draws with it (`s-ink`). */
function colours(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]: [string, string]) => `\n.f-${name} { fill: ${value}; } .s-${name} { stroke: ${value}; }`)
    .join('');
}
