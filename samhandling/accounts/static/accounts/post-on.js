// The answer from an organisation's log-in is posted on from our own site, so that our cookie comes along.
document.querySelector("form[data-post-on]").submit();
