using BenchmarkDotNet.Running;
using CityKit.Benchmarks.Falls;

if (args is ["falls", var folder]) FallEvaluation.Run(folder, Console.Out);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
