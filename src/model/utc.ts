/** “2026-11-30 14:05 UTC”: the same in every language, and for readers whose clock nobody knows. */
export const utcMinute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
