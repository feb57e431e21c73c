// Runs the contract of a transport in the same process, and over HTTP to hubs that keep their ledger in memory and in SQLite.
import { transportContract } from './transport-contract.ts';
import { overHttp, overLoopback } from './transport-kit.ts';

transportContract('the loopback', overLoopback);
transportContract('HTTP, ledger in memory', () => overHttp({ kind: 'memory' }));
transportContract('HTTP, ledger in SQLite', () => overHttp({ kind: 'sqlite' }));
