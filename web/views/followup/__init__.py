"""The pages of the follow-up: response rates, people, lists of answers, call lists."""

from web.views.followup import answers, calls, pages

blueprint = pages.blueprint
blueprint.register_blueprint(answers.blueprint)
blueprint.register_blueprint(calls.blueprint)
