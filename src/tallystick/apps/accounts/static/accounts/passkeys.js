// SPDX-License-Identifier: Apache-2.0
// Shows what needs passkeys only where the browser has them, and says on the page what went wrong.
// The ceremonies themselves are django-allauth's; this file is loaded beside its scripts.
(function () {
  document.addEventListener('DOMContentLoaded', function () {
    if (!window.PublicKeyCredential) return
    document.querySelectorAll('[data-needs-passkeys]').forEach(function (element) { element.hidden = false })
    document.querySelectorAll('[data-without-passkeys]').forEach(function (element) { element.hidden = true })
  })

  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    document.querySelectorAll('[data-passkey-error]').forEach(function (element) {
      element.textContent = element.dataset.passkeyError
      element.hidden = false
      element.focus()
    })
  })
})()
