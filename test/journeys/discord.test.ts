import { discordDriver } from './discord-driver.ts';
import { journeySuite } from './journeys.ts';

journeySuite('Discord', () => discordDriver());
