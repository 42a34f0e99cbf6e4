/** What a history may say beside ids, times and counts: words of ours, and of nobody else. */
export const OPEN_WORDS: readonly RegExp[] = [
  // codes of texts
  /^(authorise-again|[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+)$/,
  / Kommo says: invalid signature$/,
  // conversations
  /^(telegram → Kommo|Kommo → telegram|Ticks → Kommo|Reply window ends|Contact in the CRM)$/,
  /^(Ends when quiet|Until the reply window ends|telegram chat of Kommo account 30000001)$/,
  /^(Parked: )?Telegram has an internal error \(HTTP 502\)\.$/,
  /^Kommo is asked whether the message arrived$/,
  /^ACTIVITY_ID_NOT_STARTED$/,
  /^(retry|skip|pause|resume|decide|an operator|no longer wanted|A person's command)$/,
  /^(It is tried now|It is given up|It is sent again|The chat is resumed)$/,
  /^Nothing is sent in this chat until it is resumed$/,
  /^(Parked: )?Paused by an operator$/,
  /^(custom → Kommo|Kommo → custom|Read and closed → custom|custom chat of Kommo account 30000001)$/,
  // installations
  /^Installs the integration at [a-z0-9-]+\.kommo\.com$/,
  /^(Code → tokens|Who is it\?|Channel → account|Sources → Kommo|Webhooks of the (CRM|messengers)|Installed|Take back|A code that was not taken)$/,
  /^Kommo takes the code no more: it is good for 20 minutes, and once\. Authorise Courier again in Kommo\.$/,
  /^Kommo did not accept the signature: .* \(HTTP 403\) Kommo says: invalid signature Before Kommo has published the channel, /,
  /^(Until a person mends it|installed|given up)$/,
  // accounts
  /^Kommo account 30000001$/,
  /^(New tokens|Sources ↔ Kommo|How are the sources\?|Until tokens are due|Until the sources are looked at)$/,
  /^(Templates ↔ Kommo|Until templates are compared|templates)$/,
  /^(Ledger ↔ history|Until the history is compared|history)$/,
  /^(Is it switched off\?|Stop|Channel ↮ account|Take webhooks away|Keep or erase)$/,
  /^(account-state-attribute|needs-authorisation)$/,
  // chats that begin with a phone number
  /^(whatsapp → Kommo|Kommo → whatsapp|whatsapp chat of Kommo account 30000001)$/,
  /^Somebody to find in whatsapp, for Kommo account 30000001$/,
  /^(Whose is the number\?|Chat → Kommo|Chat → contact|Address → chat|Give up|Wake the chat)$/,
  /^(found|bound|courier|kommo|whatsapp)$/,
  // imports
  /^Old conversations of (telegram|custom), for Kommo account 30000001$/,
  /^(How far it is|Messenger → file|Dry run|Export → ledger|What is left|Old messages → Kommo|Both sides are counted|Report|Once more)$/,
  /^(Paused|Goes on|Cancelled|Until somebody says go|Until Kommo takes more|Until the messenger is asked again)$/,
  /^The service asks Courier to send more slowly\.$/,
  /^(It is started|It is paused after the messages that are under way|It goes on|It is cancelled; what was told stays in Kommo)$/,
  /^(What failed is told once more|It is looked at again|Until somebody says what the file does not)$/,
  /^(empty|fetching|fetched|waits|uploaded|surveyed|taking|sending|comparing|done|cancelled|refused|taken|told|more|start|cancel)$/,
  // sources
  /^telegram source of Kommo account 30000001$/,
  /^(Whose credentials\?|Webhook → us|Source → Kommo|How is it\?|Take the webhook away|Source ↮ Kommo)$/,
  /^Telegram does not accept the bot's token\. Enter the bot's current token from @BotFather\.$/,
  /^(connected|needs a person)$/,
];
