// The memory of the whole process is measured, so nothing else may run beside a test.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
