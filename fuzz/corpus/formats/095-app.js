document.addEventListener('DOMContentLoaded', function () {
  var banner = document.createElement('div');
  banner.className = 'banner';
  banner.textContent = 'Nous utilisons des cookies. Tout accepter. Tout refuser.';
  document.body.appendChild(banner);
});
