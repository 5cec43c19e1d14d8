namespace CityKit.Client;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The rows.</typeparam>
/// <param name="Rows">The rows, in order; a page may have fewer than there is room for and yet not be the last.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, string? Next);
