namespace CityKit.Client.Items;

/// <summary>Who has the work (承办单位).</summary>
/// <param name="Body">The body.</param>
/// <param name="Crew">Its crew; null when none is named.</param>
public sealed record Assignee(string Body, string? Crew = null);
