import { journeySuite } from './journeys.ts';
import { overWorkers } from './over-workers.ts';
import { webDriver } from './web-driver.ts';

journeySuite('the web chat', () => webDriver());
journeySuite('the web chat over Redis and S3', () => overWorkers(webDriver));
