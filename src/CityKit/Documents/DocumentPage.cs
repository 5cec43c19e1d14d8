namespace CityKit.Documents;

/// <summary>A page of documents.</summary>
/// <typeparam name="T">The documents.</typeparam>
/// <param name="Rows">The documents, in order.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record DocumentPage<T>(IReadOnlyList<T> Rows, DocumentCursor? Next);
