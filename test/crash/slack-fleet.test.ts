import { chatFleetSuite } from './chat-fleet.ts';
import { slackChat } from './slack-chat.ts';
import { slackKeepsEachFile } from './slack-files.ts';

chatFleetSuite('Slack', slackChat, slackKeepsEachFile);
