/** The bot that both sides run as. */
export const bot = { token: '7700000001:bench-token', secret: 'a-secret-for-the-webhook' };

export const webhookPath = '/webhooks/telegram';
