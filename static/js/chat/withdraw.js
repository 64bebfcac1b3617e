/** Taking back one's last message, on both pages: the house asks "are you sure?" first, then the server decides. */
export function hearWithdrawals(host, talkNow) {
  // On the document, after the house has asked: it holds the event until then.
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-withdraw]') || !host.contains(form) || event.defaultPrevented) return;
    event.preventDefault();
    const clientId = form.closest('[data-id]').dataset.id;
    const answer = await talkNow()?.withdraw(clientId);
    host.querySelector('[data-composer] textarea').focus();
    if (answer && !answer.ok)
      host.problem(answer.code === 'no_answer' ? 'withdrawLater' : answer.code);
  });
}
