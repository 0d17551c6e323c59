"""`make bench`: every measurement, one after the other."""

from benchmarks import evidence, hand_over, hostile, intake, main_job, scoring, sipas, web
from benchmarks.linkage import __main__ as linkage

main_job.main()
intake.main()
hostile.main()
linkage.main()
sipas.main()
web.main()
hand_over.main()
scoring.main()
evidence.main()
