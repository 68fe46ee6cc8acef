/** What a program that a test starts is given, settings aside: where to find commands, and what Node has compiled of it before. */
export const environment = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };
