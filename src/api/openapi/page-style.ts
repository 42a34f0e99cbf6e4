import { STYLE } from '../admin/channels/style';

/** That of the other pages, and what a reference needs beside it. */
export const PAGE_STYLE = `${STYLE}
.top > div { max-width: 1180px; }
.reference { display: grid; grid-template-columns: 220px minmax(0, 1fr); gap: 48px; max-width: 1180px; }
.contents { position: sticky; top: 20px; align-self: start; max-height: calc(100vh - 40px); overflow: auto; font-size: 14px; }
.contents h2 { margin: 16px 0 4px; color: var(--ink-3); font-size: 12px; font-weight: 650; letter-spacing: 0.04em; text-transform: uppercase; }
.contents a { display: block; padding: 3px 8px; margin-left: -8px; border-radius: 6px; color: var(--ink-2); text-decoration: none; overflow-wrap: anywhere; }
.contents a:hover { background: var(--sunk); color: var(--ink); }
.chapter { padding-top: 36px; margin-top: 36px; border-top: 1px solid var(--line); }
.chapter > h2 { font-size: 20px; font-weight: 680; letter-spacing: -0.01em; }
.chapter > p { max-width: 680px; margin-top: 8px; color: var(--ink-2); }
.entry { margin-top: 20px; padding: 18px 20px 20px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); scroll-margin-top: 16px; }
.entry > h3 { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; font: 600 14.5px/1.5 var(--mono); overflow-wrap: anywhere; }
.method { padding: 2px 8px; border-radius: 6px; background: var(--accent-soft); color: var(--accent); font: 700 12px/1.5 var(--sans); letter-spacing: 0.03em; }
.method.delete { background: var(--bad-soft); color: var(--bad); }
.method.post, .method.put, .method.patch { background: var(--good-soft); color: var(--good); }
.entry > p { margin-top: 6px; color: var(--ink-2); }
.entry h4 { margin: 18px 0 4px; font-size: 13px; font-weight: 650; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { padding: 4px 14px 4px 0; color: var(--ink-3); font-weight: 550; font-size: 12.5px; text-align: left; }
td { padding: 6px 14px 6px 0; border-top: 1px solid var(--line); vertical-align: top; }
td:first-child { white-space: nowrap; }
td p { color: var(--ink-2); }
td:last-child { overflow-wrap: anywhere; }
code, td:first-child { font-family: var(--mono); font-size: 13px; }
.needed { color: var(--warn); font: 550 12px/1.5 var(--sans); }
pre { overflow-x: auto; margin: 10px 0 0; padding: 14px 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--sunk); font: 13px/1.6 var(--mono); }
@media (max-width: 860px) {
  .reference { grid-template-columns: minmax(0, 1fr); gap: 8px; }
  .contents { position: static; max-height: 38vh; padding-bottom: 12px; border-bottom: 1px solid var(--line); }
  td:first-child { white-space: normal; overflow-wrap: anywhere; }
}
`;
