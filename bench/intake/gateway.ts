/** The gateway's account that both sides check signatures of. */
export const gateway = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'bench-auth-token', from: '+79000000000' };

export const smsPath = '/webhooks/sms/twilio';
