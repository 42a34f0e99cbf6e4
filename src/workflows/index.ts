export { account } from './account';
export { conversation } from './conversation';
export { install } from './install';
export { connectSource, removeSource } from './source';
export { writeFirst } from './write-first';
export { historyImport } from './history-import';
