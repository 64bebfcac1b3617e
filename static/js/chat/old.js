/** A browser too old for modules: it cannot seal, says so, and may send. */
(function () {
  document.querySelector('[data-cannot-seal]').hidden = false;
  document.querySelector('[data-by-script]').disabled = false;
})();
