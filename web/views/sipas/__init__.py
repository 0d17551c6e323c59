"""The pages of SIPAS: frames, designs and sizes, draws, the fieldwork."""

from web.views.sipas import citizen, designs, draws, fieldwork, frames, papers, village

fieldwork.blueprint.register_blueprint(village.blueprint)
fieldwork.blueprint.register_blueprint(citizen.blueprint)
fieldwork.blueprint.register_blueprint(papers.blueprint)
BLUEPRINTS = (frames.blueprint, designs.blueprint, draws.blueprint, fieldwork.blueprint)
