import { powerSuite } from './power-suite.ts';
import { TEXT_SCENARIOS } from './text-scenarios.ts';

powerSuite(TEXT_SCENARIOS);
