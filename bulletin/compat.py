"""The differences between Django 5.2 and 6.1, and nothing else."""

from __future__ import annotations

from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

CSP_IS_BUILT_IN: bool = django.VERSION >= (6, 0)
CSP_MIDDLEWARE: str = (
    "django.middleware.csp.ContentSecurityPolicyMiddleware" if CSP_IS_BUILT_IN else "csp.middleware.CSPMiddleware"
)
CSP_CONTEXT_PROCESSOR: str = (
    "django.template.context_processors.csp" if CSP_IS_BUILT_IN else "bulletin.compat.csp_nonce"
)

if CSP_IS_BUILT_IN:
    from django.utils.csp import CSP  # type: ignore[import-not-found, unused-ignore]

    NONCE: Any = CSP.NONCE
else:
    from csp.constants import NONCE as _NONCE

    NONCE = _NONCE


def csp_settings(directives: dict[str, list[Any]]) -> dict[str, Any]:
    """The settings that make the middleware send ``directives``."""
    if CSP_IS_BUILT_IN:
        return {"SECURE_CSP": directives}
    return {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": directives}}


def csp_nonce(request: HttpRequest) -> dict[str, str]:
    """Context processor for django-csp under the name that Django 6 gives: the nonce of this response."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}


def nonce(request: HttpRequest) -> str:
    """The nonce of the response to ``request``, which from then on allows it."""
    processor = import_string(CSP_CONTEXT_PROCESSOR)
    return str(processor(request)["csp_nonce"])


def allow_style(response: HttpResponse, source: str) -> None:
    """Let this one response hold a style of a known hash, beside what the settings allow."""
    if CSP_IS_BUILT_IN:
        directives = dict(settings.SECURE_CSP)
        directives["style-src"] = [*directives["style-src"], source]
        response._csp_config = directives  # type: ignore[attr-defined]
    else:
        response._csp_update = {"style-src": [source]}  # type: ignore[attr-defined]


def mail_settings(config: dict[str, Any]) -> dict[str, Any]:
    """Mail settings from an ``EMAIL_URL`` as django-environ reads it."""
    if django.VERSION < (6, 1):
        return config
    names = {
        "EMAIL_HOST": "host",
        "EMAIL_PORT": "port",
        "EMAIL_HOST_USER": "username",
        "EMAIL_HOST_PASSWORD": "password",
        "EMAIL_USE_TLS": "use_tls",
        "EMAIL_USE_SSL": "use_ssl",
        "EMAIL_FILE_PATH": "file_path",
    }
    options = {names[key]: value for key, value in config.items() if key in names and value not in (None, "")}
    smtp = config["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    return {"MAILERS": {"default": {"BACKEND": config["EMAIL_BACKEND"], "OPTIONS": options if smtp else {}}}}
