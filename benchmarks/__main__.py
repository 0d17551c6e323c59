"""`make bench`: every measurement, one after the other."""

from benchmarks import intake, main_job, web

main_job.main()
intake.main()
web.main()
