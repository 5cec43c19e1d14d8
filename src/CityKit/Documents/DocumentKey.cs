namespace CityKit.Documents;

/// <summary>Which document. <c>default</c> names no document.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
public readonly record struct DocumentKey(string Kind, string Id);
