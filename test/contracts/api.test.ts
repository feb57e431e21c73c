// The contract over a desk in this process, on every kind of store.
import { apiContract } from './api-contract.ts';
import { inProcess, sqliteStores } from './api-desk.ts';

apiContract('in process over SQLite', inProcess(sqliteStores));
