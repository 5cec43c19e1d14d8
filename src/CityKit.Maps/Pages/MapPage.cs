using CityKit.Core;

namespace CityKit.Maps.Pages;

/// <summary>A page, or why there is none.</summary>
/// <param name="Utf8">The HTML; empty when it was refused.</param>
/// <param name="Refusal">Why there is none; null when there is.</param>
/// <param name="ToleranceMetres">By how many metres its borders were simplified.</param>
public sealed record MapPage(ReadOnlyMemory<byte> Utf8, Refusal? Refusal, double ToleranceMetres)
{
    internal static MapPage Refused(Refusal refusal) => new(default, refusal, 0);
}
