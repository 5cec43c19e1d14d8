namespace CityKit.PostgreSql;

/// <summary>Tables of one concern, with a version of their own.</summary>
/// <param name="VersionTable">The table that holds the version, one number.</param>
/// <param name="Steps">
/// SQL that brings the version from i to i + 1. Never edited once shipped, only added to. Texts sort by code point, which is the order of
/// their bytes in UTF-8.
/// </param>
internal sealed record SchemaPart(string VersionTable, IReadOnlyList<string> Steps);
