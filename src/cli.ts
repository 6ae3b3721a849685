import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { allow, block, unblock } from './cli/access.ts';
import { registerCosts } from './cli/costs.ts';
import type { DoctorOptions } from './cli/doctor.ts';
import { type GenerateFlags, generate } from './cli/generate.ts';
import type { MoveFlags } from './cli/move-blobs.ts';
import { registerModels } from './cli/models.ts';
import { registerPlans } from './cli/plans.ts';
import { registerProviders } from './cli/providers.ts';
import { registerSettings } from './cli/settings.ts';
import { registerTextModels } from './cli/text-models.ts';
import { helpOf } from './cli/unknown-word.ts';
import { untilStopped } from './cli/stopping.ts';
import type { ManifestFlags } from './cli/slack-manifest.ts';
import type { StartOptions } from './cli/start.ts';
import { registerRefs } from './cli/refs/commands.ts';
import { withEnvFile } from './config.ts';
import { startupAdvice } from './storage/startup-advice.ts';

/** Commands that only print: they exit with 0 when the reader of a pipe (such as `head`) closes it. */
const LISTINGS = new Set([
  'list',
  'models',
  'text-models',
  'plans',
  'settings',
  'providers',
  'costs',
  'slack-manifest',
]);
// Commands that need the clients of chats and vendors load them when they run, because that takes a second.

const AFTER_HELP = `
A first pair, without any key:
  $ npx diptych start
  $ npx diptych generate "a woman walking in Seoul"      in a second terminal

"diptych generate --help" has the options of a command.`;

const env = () => withEnvFile(process.env);
const out = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const program = new Command('diptych')
  .description(packageJson.description)
  .version(packageJson.version)
  .exitOverride()
  .showHelpAfterError('(with --help it says how it is used)')
  .helpCommand(false)
  .addHelpText('after', AFTER_HELP)
  .hook('preAction', (_program, command) => {
    if (LISTINGS.has(command.name())) process.stdout.once('error', endQuietly);
  });

function endQuietly(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
}

program.commandsGroup('To make pictures:');
program
  .command('start')
  .description('start the hub, or a worker, until Ctrl-C')
  .option(
    '--role <role>',
    'with REDIS_URL: hub (no images made here), worker (as many as you need), or all',
  )
  .action(async (options: StartOptions) => {
    const { start } = await import('./cli/start.ts');
    process.exitCode = await start(env(), out, options);
  });

program
  .command('doctor')
  .description(
    'check settings, data folder, images, Redis and its workers, database, pool, models, Discord and Slack, and say what to do',
  )
  .option(
    '--live',
    'ask the image vendors too, by calls that cost nothing, send a Slack admin a message that is deleted at once, and try PUBLIC_URL as Slack does',
  )
  .option('--slack-channel <id>', 'also check that the bot is in this Slack channel')
  .action(async (flags: DoctorOptions) => {
    const { doctor } = await import('./cli/doctor.ts');
    process.exitCode = await doctor(env(), out, flags);
  });

program
  .command('generate')
  .description('make a pair with a running hub, and save both images as they come')
  .argument('<prompt...>', 'what the pictures should show')
  .option(
    '-o, --out <dir>',
    'folder for the images and a JSON of what was done; nothing in it is written over',
    'pics',
  )
  .option('--json', 'print that JSON instead of progress')
  .option('--url <url>', 'the hub, when it is not where HOST and PORT say')
  .option('--tier <tier>', 'quality tier, such as quality; "diptych models" lists them')
  .option('--model <name>', 'a model by its display name or id')
  .option('--size <size>', 'square, landscape, portrait, or exactly, such as 1024x1024')
  .option('--angle <angle>', 'camera angle, such as low-angle or overhead')
  .option('--lens <lens>', 'lens, such as 85mm-portrait or 100mm-macro')
  .option('--persona <persona>', 'a person of the pool, by name')
  .option('--category <category>', 'a tone category of the pool')
  .option('--tone-ratio <percent>', 'how much the tone references count: 25, 50, 75 or 100')
  .option('--angle-ratio <percent>', 'how much the angle counts: 25, 50, 75 or 100')
  .option('--experiment <name>', 'what the sides differ in: tones, angles or models')
  .option('--versus <name>', 'side B by this tier or model')
  .option('--count <n>', 'how many pairs, 1 to 8')
  .option('--reference <files...>', 'up to 7 images of your own')
  .action(async (prompt: readonly string[], flags: GenerateFlags) => {
    process.exitCode = await untilStopped({}, (signal) =>
      generate(prompt.join(' '), flags, env(), out, { signal, terminal: process.stdout }),
    );
  });

program.commandsGroup('Models, and what people may do:');
registerModels(program, env, out);
registerPlans(program, env, out);
registerProviders(program, env, out);
registerTextModels(program, env, out);
registerCosts(program, env, out);
registerSettings(program, env, out);
program
  .command('allow')
  .description(
    'say who may use the bot in a workspace, and where; without options everybody, everywhere',
  )
  .argument('<workspace>', 'web, the id of a guild or team, or dm for direct messages')
  .option('--roles <roles...>', 'roles of which one is needed', [])
  .option('--channels <channels...>', 'channels it works in', [])
  .action((workspace: string, rules: { roles: string[]; channels: string[] }) =>
    out(allow(workspace, rules, env())),
  );

program
  .command('block')
  .description('stop somebody from using the bot: commands, buttons and forms')
  .argument('<person>', 'such as web:ana, discord:123 or slack:U123')
  .option('--reason <text>', 'kept with it', '')
  .action((person: string, { reason }: { reason: string }) => out(block(person, reason, env())));

program
  .command('unblock')
  .description('take somebody off the block list')
  .argument('<person>', 'such as web:ana, discord:123 or slack:U123')
  .action((person: string) => out(unblock(person, env())));

program.commandsGroup('The reference pool:');
registerRefs(program, env, out);

program.commandsGroup('Data and chats:');
program
  .command('backup')
  .description(
    'copy database and images to a folder while the hub runs; again, it copies what is new',
  )
  .argument('<folder>', 'where to, best on another disk')
  .action(async (folder: string) => {
    const { backUp } = await import('./cli/backup.ts');
    await backUp(folder, env(), out);
  });

program
  .command('restore')
  .description('make the data folder from a backup; there must be no database in it')
  .argument('<folder>', 'the folder of the backup')
  .action(async (folder: string) => {
    const { restore } = await import('./cli/restore.ts');
    await restore(folder, env(), out);
  });

program
  .command('move-blobs')
  .description('copy all images to where the settings now say: from files to S3_BUCKET, or back')
  .option('--moved-already', 'only note the new place: the images were copied by other means')
  .action(async (flags: MoveFlags) => {
    const { moveBlobs } = await import('./cli/move-blobs.ts');
    process.exitCode = await moveBlobs(env(), flags, out);
  });

program
  .command('slack-manifest')
  .description('print the manifest of the Slack app, to paste at https://api.slack.com/apps')
  .option('--url <url>', 'let Slack send to the hub at this https address, instead of Socket Mode')
  .action(async (flags: ManifestFlags) => {
    const { printSlackManifest } = await import('./cli/slack-manifest.ts');
    printSlackManifest(flags, out, (text) => process.stderr.write(`${text}\n`));
  });

program
  .command('help')
  .description('say how a command is used')
  .argument('[command]')
  .action((word: string | undefined) => helpOf(program, word).help());

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    const advice = startupAdvice(error, process.env['DIPTYCH_HOME'] ?? 'of the settings');
    if (advice === undefined) throw error;
    process.stderr.write(`${advice.message}\n`);
    process.exitCode = 1;
  }
}
