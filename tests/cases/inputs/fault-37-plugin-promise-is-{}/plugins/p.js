export const P = {
  async f() {
    return 5;
  },
};
