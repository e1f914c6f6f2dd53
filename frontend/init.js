// SPDX-License-Identifier: Apache-2.0
// Every page works without this file; it adds the behaviour of GOV.UK Frontend where scripts run.
import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
