namespace CityKit.Samples.District.Running;

/// <summary>How the sample runs.</summary>
/// <param name="ConnectionString">The city's database; null for a PostgreSQL server of its own.</param>
/// <param name="Time">How long.</param>
/// <param name="Between">From the start of a node to the end of the next.</param>
internal sealed record ShowOptions(string? ConnectionString, TimeSpan Time, TimeSpan Between);
