using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>One thing wrong in a map file (要素问题). The rest of the file loads.</summary>
/// <param name="Index">The feature's place in the file, from 0; -1 when the file as a whole is wrong.</param>
/// <param name="Code">The feature's code as written; null when it has none.</param>
/// <param name="Reason">A short stable word for programs: <c>json</c>, <c>limit</c>, <c>no-features</c>, <c>not-a-feature</c>,
/// <c>no-code</c>, <c>code</c>, <c>duplicate</c>, <c>valid</c>, <c>geometry</c>, <c>position</c>, <c>ring-short</c>, <c>ring-open</c>,
/// <c>invalid</c> (rings that cross or lie wrongly), <c>antimeridian</c> (over the 180° meridian).</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record FeatureProblem(int Index, string? Code, string Reason, LocalizedText Message)
{
    /// <summary>Where it is wrong, when that is one place.</summary>
    public GeoPoint? Where { get; init; }

    /// <summary>Index, code and message on one line; the message alone when the file as a whole is wrong.</summary>
    public override string ToString() => Index < 0 ? Message.ToString() : $"feature {Index} ({Code ?? "?"}): {Message}";
}
