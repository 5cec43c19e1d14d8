using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Components.Catalogues;

/// <summary>What a city takes of a standard's classes, and what it adds (城市分类方案). Data that a city writes; immutable.</summary>
/// <param name="City">The city.</param>
/// <param name="Catalogue">Its classes: those picked, and its own, counted down from the top of their major class and marked （自定义）.</param>
public sealed record CityProfile(LocalizedText City, ClassCatalogue Catalogue)
{
    private static readonly Lazy<CityProfile> Invented = new(() => CityProfileJson.BuiltIn("sample-city-profile.json"));

    /// <summary>A profile of 115 component classes, **invented**, as an example: no city's published list.</summary>
    public static CityProfile Sample => Invented.Value;

    /// <summary>Reads a profile; null when <paramref name="errors"/> names anything wrong:
    /// <c>{"city": {zh, en}, "label": {zh, en}, "source", "standard", "components": ["01037", "04"], "matters"?: [...], "extensions"?:
    /// [{"kind", "major", zh, en}]}</c>. Two digits pick a whole major class. Without <c>matters</c>, those with the picked components'
    /// codes. Extensions are numbered in their order: add new ones at the end only.</summary>
    public static CityProfile? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors) => CityProfileJson.Read(utf8, out errors);
}
