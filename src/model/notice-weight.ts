/** How much what a messenger tells of a source matters. `broken`: nothing goes out until it is mended · `limited`: less goes out */
export const NOTICE_WEIGHTS = ['broken', 'limited', 'information'] as const;
export type NoticeWeight = (typeof NOTICE_WEIGHTS)[number];
