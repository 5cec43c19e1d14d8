using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Maps.Pictures;

/// <summary>An area with its count (计数区域).</summary>
public sealed record MapArea
{
    /// <summary>An area.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="name">Its name; both texts may be empty.</param>
    /// <param name="polygons">What it covers, at least one polygon.</param>
    /// <param name="count">The count, 0 or more and finite; null where nothing is known.</param>
    /// <exception cref="ArgumentException">There is no polygon, or the count is negative or not finite.</exception>
    public MapArea(string code, LocalizedText name, ImmutableArray<GeoPolygon> polygons, double? count)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentNullException.ThrowIfNull(name);
        if (polygons.IsDefaultOrEmpty) throw new ArgumentException($"The area {code} needs a polygon.", nameof(polygons));
        if (count is { } number && !(number is >= 0 and < double.PositiveInfinity))
            throw new ArgumentException($"The count of {code} is {number}; it must be 0 or more.", nameof(count));
        (Code, Name, Polygons, Count) = (code, name, polygons, count);
    }

    /// <summary>Its code.</summary>
    public string Code { get; }

    /// <summary>Its name; both texts may be empty.</summary>
    public LocalizedText Name { get; }

    /// <summary>What it covers.</summary>
    public ImmutableArray<GeoPolygon> Polygons { get; }

    /// <summary>The count; null where nothing is known.</summary>
    public double? Count { get; }

    /// <summary>What the count is made of, for anyone who points at the area on a page; the greatest first.</summary>
    public ImmutableArray<CountPart> Parts { get; init; } = [];
}
