import type { ReceiveContext } from '../contract';
import type { WeChatCredentials } from './credentials';

export type Receiving = ReceiveContext<WeChatCredentials>;
