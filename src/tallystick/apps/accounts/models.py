# SPDX-License-Identifier: Apache-2.0
"""People who sign in, the public bodies they work for, and their roles there."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Makes users whose name is their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401
        """Create a user; the address is stored in lower case."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = UserManager()


class Body(models.Model):
    """A public body, as its ``body.registered`` fact says (index row)."""

    id = models.CharField(max_length=40, primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    domains = models.JSONField(default=list)
    mail_hosting = models.JSONField(default=list)
    entry = models.BigIntegerField()


class Role(models.TextChoices):
    """What somebody does in a body."""

    EDITOR = "editor", "Editor"
    DPO = "dpo", "Data protection officer"
    OVERSEER = "overseer", "Overseer"
    FOI = "foi", "FOI officer"
    VIEWER = "viewer", "Viewer"


class Membership(models.Model):
    """A person's role in a body."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    # No foreign key: the index of bodies is rebuilt from facts; memberships outlive a rebuild.
    body_id = models.CharField(max_length=40, db_index=True)
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "body_id", "role"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role"),
        ]
