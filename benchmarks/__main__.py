"""`make bench`: every measurement, one after the other."""

from benchmarks import hostile, intake, main_job

main_job.main()
intake.main()
hostile.main()
