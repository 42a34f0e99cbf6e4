/** How a customer has turned away, so that nothing arrives: blocked the source, left it, or ended the conversation. */
export type Away = 'blocked' | 'left' | 'ended';

/** That they did, or that they have come back. Whatever they write brings them back too. */
export type Turned = Away | 'back';
