import { journeySuite } from './journeys.ts';
import { webDriver } from './web-driver.ts';

journeySuite('the web chat', () => webDriver());
