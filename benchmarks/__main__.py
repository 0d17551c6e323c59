"""`make bench`: every measurement, one after the other."""

from benchmarks import main_job

main_job.main()
