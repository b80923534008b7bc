// Written for the oldest browsers: leads those that cannot draw the board to its plain page.
(function () {
  var plain = "plain" + location.search;
  var script = document.createElement("script");
  // Sets in regular expressions (Chromium 112) are the youngest thing that Streamlit asks for.
  function sets() {
    try {
      return !!new RegExp("a", "v");
    } catch (error) {
      return false;
    }
  }
  var able =
    "noModule" in script &&
    !!window.WebSocket &&
    !!window.CSS &&
    !!CSS.supports &&
    CSS.supports("selector(:has(a))") &&
    !!window.AbortSignal &&
    !!AbortSignal.timeout &&
    sets();
  if (!able) {
    location.replace(plain);
    return;
  }
  // Streamlit looks for its server at two addresses in turn before it begins; there is one.
  window.__streamlit = {
    BACKEND_BASE_URL: new URL(".", location.href).href,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
  };
  // Figures that came with the page (#opening) stand over it until it has drawn the same. From the moment that its own
  // place for them is there, they lose the names of containers: nobody may find a thing twice.
  var watch = new MutationObserver(function () {
    var opening = document.getElementById("opening");
    if (!opening || !document.querySelector("#root .stApp")) return;
    var own = document.querySelector("#root .st-key-kpis");
    if (own && !opening.hasAttribute("aria-hidden")) {
      opening.setAttribute("aria-hidden", "true");
      opening.querySelectorAll("[class*=st-key-]").forEach(function (one) {
        one.className = one.className.replace(/\bst-key-\S+/g, "");
      });
    }
    if (!document.querySelector("#root [role=alert]")) {
      if (!(own && own.querySelector(".cards")) && !document.querySelector("#root .foot")) return;
      // Streamlit draws style sheets beside the page, sometimes a moment behind it.
      var sheets = document.querySelectorAll("#root .stHtml style");
      if (![].some.call(sheets, function (one) { return one.textContent.indexOf(":root{") === 0; })) return;
    }
    watch.disconnect();
    opening.remove();
    document.documentElement.classList.add("drawn");
  });
  watch.observe(document, { childList: true, subtree: true });
  function empty() {
    var root = document.getElementById("root");
    return !root || !root.firstChild;
  }
  // What a later Streamlit asks for and this list does not know shows as an error before anything is there.
  window.addEventListener("error", function () {
    setTimeout(function () {
      if (empty()) location.replace(plain);
    }, 3000);
  });
  // A proxy may let pages through and no socket: then nothing is ever drawn, and only this way is left.
  setTimeout(function () {
    if (document.querySelector(".stHtml")) return;
    var link = document.createElement("a");
    link.href = plain;
    link.id = "plain-way";
    link.textContent = "\u6253\u4e0d\u5f00\uff1f\u770b\u6587\u5b57\u7248 / Not loading? Read the plain page";
    link.style.cssText =
      "position:fixed;top:0;left:0;right:0;z-index:9999999;padding:12px;text-align:center;font:16px sans-serif;" +
      "background:#FAF9F6;color:#B3261E;border-bottom:1px solid #857F76";
    document.body.appendChild(link);
  }, 20000);
})();
