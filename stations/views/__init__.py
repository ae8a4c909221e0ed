"""Pages: fetch from visible_to(user), check a rule, form, action, response."""
