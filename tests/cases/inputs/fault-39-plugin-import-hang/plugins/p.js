await new Promise(() => {});
export const P = {};
