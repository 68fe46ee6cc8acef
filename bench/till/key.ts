/** The till that both sides know. */
export const tillKey = { name: 'pavilion', key: 'a-key-of-the-pavilion' };

export const purchasesPath = '/api/v1/purchases';
