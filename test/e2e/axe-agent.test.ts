// Nobody is shut out of an agent's work: each of its screens in both languages and both themes, judged by axe (WCAG 2.2 AA and its best practices), with a clean browser log.
import { everyScreenOf } from './axe-kit.ts';

everyScreenOf('the agent');
