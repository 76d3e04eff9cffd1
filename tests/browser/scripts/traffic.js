// Notes when a page last asked the server and last heard from it; runs before the page.
(() => {
  const send = WebSocket.prototype.send;
  window.traffic = {asked: -1, heard: 0};
  WebSocket.prototype.send = function (...what) {
    window.traffic.asked = performance.now();
    if (!this.noted) {
      this.noted = true;
      this.addEventListener('message', () => { window.traffic.heard = performance.now(); });
    }
    return send.apply(this, what);
  };
})();
