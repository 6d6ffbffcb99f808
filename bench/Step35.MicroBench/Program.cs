using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: a generated project of its own would find neither the native core nor the small model.
var inProcess = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator();
var config = DefaultConfig.Instance.AddJob(inProcess).WithArtifactsPath(Path.Combine("artifacts", "micro"));
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
