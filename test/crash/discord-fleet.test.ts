import { chatFleetSuite } from './chat-fleet.ts';
import { discordChat } from './discord-chat.ts';

chatFleetSuite('Discord', discordChat);
