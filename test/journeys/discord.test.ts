import { discordDriver } from './discord-driver.ts';
import { journeySuite } from './journeys.ts';
import { onS3 } from './on-s3.ts';
import { overWorkers } from './over-workers.ts';

journeySuite('Discord', () => discordDriver());
journeySuite('Discord on S3', () => onS3(discordDriver));
journeySuite('Discord over Redis and S3', () => overWorkers(discordDriver));
