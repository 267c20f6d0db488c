/** The code of a class: grouped as it is typed; brought along behind the # of a scanned sheet, it is sent at once. */
const GROUP = /\d{3}(?=\d)/g;
const THAI_ZERO = 0x0e50;

const form = document.querySelector("[data-code]");
const field = form.elements.code;

field.addEventListener("input", () => {
  const atEnd = field.selectionEnd === field.value.length; // in the middle someone mends a digit: leave it be
  if (atEnd) field.value = grouped(digits(field.value));
});

addEventListener("hashchange", take); // the sheet may be scanned again while this page is open
take();

function take() {
  const brought = digits(location.hash);
  if (!brought) return;
  history.replaceState(null, "", location.pathname); // neither kept in the history nor sent twice
  field.value = grouped(brought);
  form.submit();
}

function digits(text) {
  const arabic = text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - THAI_ZERO));
  return arabic.replace(/\D/g, "");
}

function grouped(text) {
  return text.replace(GROUP, "$& ");
}
