/** What a source does with its conversations beyond carrying them. Closing means the talk in Kommo (kommo-platform.md §7). */
export interface ConversationSettings {
  /** When the time to answer is over. */
  readonly closesAfterWindow: boolean;
  /** When the customer closes the conversation, where the messenger tells of that. */
  readonly closesWithCustomer: boolean;
  /** Kommo may ask the customer for a score before a talk is closed so. */
  readonly closesWithSurvey: boolean;
  /** Stands before what a bot of Kommo wrote; null: nothing does. */
  readonly botMark: string | null;
}

/** Characters. */
export const LONGEST_BOT_MARK = 20;
