// Loaded before the command line (`NODE_OPTIONS=--import`), it makes a bug: something fails that nobody expects to fail.
const bugs = {
  'while printing': () => {
    String.prototype.padEnd = () => {
      throw new TypeError('broken with sk-0123456789');
    };
  },
  'by recursion': () => {
    String.prototype.padEnd = function again() {
      return again.call(this) + 1;
    };
  },
  'while making a row': () => {
    String.prototype.padStart = () => {
      throw null;
    };
  },
  'in a callback': () =>
    setTimeout(() => {
      throw new Error('late\nwith a second line');
    }, 1),
  'in a promise': () => void Promise.reject('a word'),
};
bugs[process.env.BUG]?.();
