// The contract over a desk in this process, on every kind of store.
import { apiContract } from './api-contract.ts';
import { inProcess, memoryStores, sqliteStores } from './api-desk.ts';

apiContract('in process, in memory', inProcess(memoryStores));
apiContract('in process over SQLite', inProcess(sqliteStores));
