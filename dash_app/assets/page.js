/* What only the browser can do: write the address bar, fold the filters away on a narrow screen, copy a citation. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  tracker: {
    write: function (asked) {
      if (!asked) return "";
      const query = "?" + asked.query + (asked.page > 1 ? "&page=" + asked.page : "");
      if (query !== window.location.search) {
        window.history.replaceState(window.history.state, "", window.location.pathname + query);
      }
      return query;
    },
    unfold: function () {
      return window.innerWidth >= 900;
    },
  },
});

/* Browsers give a clipboard to pages on this machine or under https; elsewhere the text is selected and copied the old way. */
document.addEventListener("click", function (event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.getAttribute("data-copy");
  const done = function () {
    button.textContent = "copied";
    setTimeout(function () { button.textContent = "copy citation"; }, 2000);
  };
  const by_hand = function () {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    if (document.execCommand("copy")) done();
    area.remove();
    button.focus();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, by_hand);
  else by_hand();
});
