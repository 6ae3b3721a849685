import { chatCrashSuite } from './chat-crash.ts';
import { discordChat } from './discord-chat.ts';

chatCrashSuite('Discord', discordChat);
