using CityKit.Cli.Grids;
using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Maps.Pictures;
using NodaTime;

namespace CityKit.Cli.Maps;

/// <summary>What <c>citykit map</c> is to show.</summary>
/// <param name="Map">The areas.</param>
/// <param name="Out">The file to write.</param>
/// <param name="Title">What it is a map of.</param>
/// <param name="Source">Where borders and counts come from.</param>
/// <param name="Date">The day the counts are of.</param>
internal sealed record PictureChoice(MapChoice Map, string Out, LocalizedText Title, LocalizedText Source, LocalDate Date)
{
    /// <summary>The property with the English name; null for none.</summary>
    internal string? EnglishNames { get; init; }

    /// <summary>The level of areas that are coloured; null for the narrowest there is.</summary>
    internal AreaLevel? Level { get; init; }

    /// <summary>The registry whose components are counted; null for a file of counts.</summary>
    internal string? Database { get; init; }

    /// <summary>Only components of these classes; null for all.</summary>
    internal ClassFilter? Classes { get; init; }

    /// <summary>A city's own classes, whose names are shown; null for those of the national standards.</summary>
    internal ClassCatalogue? Catalogue { get; init; }

    /// <summary>Whether a page says for each area how many of each class there are.</summary>
    internal bool ByClass { get; init; }

    /// <summary>The file of counts; null for a registry.</summary>
    internal string? Counts { get; init; }

    /// <summary>What was counted; null for components.</summary>
    internal LocalizedText? CountName { get; init; }

    /// <summary>The part of the city, with single components; null for all of it.</summary>
    internal MapPart? Part { get; init; }

    /// <summary>How many classes.</summary>
    internal int ClassCount { get; init; }

    /// <summary>How they are made.</summary>
    internal ClassMethod Method { get; init; }

    /// <summary>The width of an SVG in pixels.</summary>
    internal int Width { get; init; }

    internal bool IsHtml => Out.EndsWith(".html", StringComparison.OrdinalIgnoreCase);
}
