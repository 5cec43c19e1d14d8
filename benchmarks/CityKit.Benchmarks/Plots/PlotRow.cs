using NodaTime;

namespace CityKit.Benchmarks.Plots;

/// <summary>Times that are shown as a row under a series.</summary>
internal sealed record PlotRow(string Name, IEnumerable<(Instant From, Instant To)> Spans, string Colour);
