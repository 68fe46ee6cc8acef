import type { Result } from './answers.ts';

/** The part of Telegram's objects that the double makes; names and meanings are the Bot API's. */
export type User = {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string;
  readonly language_code?: string;
};

export type ChatInfo =
  | { readonly id: number; readonly type: 'private'; readonly first_name: string }
  | { readonly id: number; readonly type: 'group'; readonly title: string };

export type Entity = {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
};

type PhotoSize = {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly width: number;
  readonly height: number;
  readonly file_size: number;
};

export type Contact = { readonly phone_number: string; readonly first_name: string; readonly user_id?: number };

type Sticker = {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly type: 'regular';
  readonly width: number;
  readonly height: number;
  readonly is_animated: false;
  readonly is_video: false;
  readonly emoji: string;
};

/** A file sent as it is; this double keeps only what it is called. */
export type Document = {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly mime_type: string;
  readonly file_size: number;
};

export type Content = {
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly caption?: string;
  readonly caption_entities?: readonly Entity[];
  readonly photo?: readonly PhotoSize[];
  readonly document?: Document;
  readonly contact?: Contact;
  readonly sticker?: Sticker;
  readonly reply_markup?: InlineKeyboard;
  readonly reply_to_message?: Message;
  readonly forward_origin?: { readonly type: 'user'; readonly sender_user: User; readonly date: number };
  readonly new_chat_members?: readonly User[];
};

export type Message = Content & {
  readonly message_id: number;
  readonly from: User;
  readonly chat: ChatInfo;
  readonly date: number;
  readonly edit_date?: number;
};

type InlineButton = { readonly text: string; readonly callback_data?: string; readonly url?: string };
export type InlineKeyboard = { readonly inline_keyboard: readonly (readonly InlineButton[])[] };
type ReplyButton = { readonly text: string; readonly request_contact?: boolean };
type ReplyKeyboard = {
  readonly keyboard: readonly (readonly (ReplyButton | string)[])[];
  readonly resize_keyboard?: boolean;
  readonly one_time_keyboard?: boolean;
  readonly is_persistent?: boolean;
  readonly input_field_placeholder?: string;
};
export type Markup = InlineKeyboard | ReplyKeyboard | { readonly remove_keyboard: true } | { readonly force_reply: true };

/** A message as it stands in a chat. `markup` is what the bot attached, reply keyboards included, which `message` never shows. */
export type Shown = { readonly own: boolean; readonly message: Message; readonly markup?: Markup };

export type Update = { readonly update_id: number } & UpdateContent;
export type UpdateContent =
  | { readonly message: Message }
  | {
      readonly callback_query: {
        readonly id: string;
        readonly from: User;
        readonly message: Message;
        readonly chat_instance: string;
        readonly data: string;
      };
    }
  | { readonly my_chat_member: MembershipChange };

type MembershipChange = {
  readonly chat: ChatInfo;
  readonly from: User;
  readonly date: number;
  readonly old_chat_member: Membership;
  readonly new_chat_member: Membership;
};
type Membership =
  | { readonly status: 'member' | 'left'; readonly user: User }
  | { readonly status: 'kicked'; readonly user: User; readonly until_date: number };

export type Command = { readonly command: string; readonly description: string };
export type Photo = { readonly bytes: Buffer; readonly contentType: string; readonly size: PhotoSize };

/** What a phone would notice. Without `chat` it concerns everybody (the bot's name or commands changed). */
export type BotApiEvent =
  | { readonly kind: 'message' | 'edited'; readonly chat: number; readonly shown: Shown }
  | { readonly kind: 'deleted'; readonly chat: number; readonly messageId: number }
  | { readonly kind: 'tap-answered'; readonly chat: number; readonly query: string; readonly text: string; readonly alert: boolean }
  | { readonly kind: 'standing'; readonly chat: number; readonly blocked: boolean }
  | { readonly kind: 'profile' };

export type Fields = Readonly<Record<string, unknown>>;
export type MethodCall = {
  readonly fields: Fields;
  readonly files: Readonly<Record<string, Buffer>>;
  readonly signal: AbortSignal | undefined;
};
export type Method = (call: MethodCall) => Result | Promise<Result>;
