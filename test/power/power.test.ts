import { powerSuite } from './power-suite.ts';
import { SCENARIOS } from './scenarios.ts';

powerSuite(SCENARIOS);
