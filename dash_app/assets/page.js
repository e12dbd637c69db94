/* What only the browser can do: write the address bar, and fold the filters away on a narrow screen. */
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
