/** `node bench/flood.ts URL`: sends the worst inputs again and again, as one person, until it is killed. */
import { sendWorst, worstInputs } from './worst-inputs.ts';

const [url = ''] = process.argv.slice(2);
const inputs = worstInputs();
process.stdout.write('ready\n');
for (;;) await Promise.all(inputs.map((input) => sendWorst(url, input, 'mallory')));
