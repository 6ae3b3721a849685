import { chatCrashSuite } from './chat-crash.ts';
import { slackChat } from './slack-chat.ts';
import { slackKeepsEachFile } from './slack-files.ts';

chatCrashSuite('Slack', slackChat, slackKeepsEachFile);
