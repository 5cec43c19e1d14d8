using System.Collections.Immutable;
using System.Globalization;
using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>Collects findings up to the limit.</summary>
internal sealed class FindingList(GridMapCheckOptions options)
{
    private readonly List<GridFinding> findings = [];

    internal double LeastSquareMetres => options.LeastSquareMetres;

    internal int MaxPairs => options.MaxPairs;

    internal bool IsComplete { get; private set; } = true;

    /// <summary>Notes that a limit ended a search.</summary>
    internal void StopEarly() => IsComplete = false;

    internal ImmutableArray<GridFinding> ToSorted() =>
        [.. findings.OrderBy(f => f.Kind).ThenBy(f => string.Join(' ', f.Codes), StringComparer.Ordinal).ThenBy(f => f.Where.Longitude)
            .ThenBy(f => f.Where.Latitude)];

    /// <summary>A finding about ground; nothing when no part of it is large enough.</summary>
    internal void AddGround(GridFindingKind kind, ImmutableArray<string> codes, ImmutableArray<GeoPolygon> parts, string zh, string en)
    {
        if (parts.IsEmpty) return;
        var squareMetres = parts.Sum(part => part.SquareMetres);
        var size = squareMetres.ToString("N1", CultureInfo.InvariantCulture);
        Add(new GridFinding(kind, codes, GridShape.InteriorOf(parts.MaxBy(part => part.SquareMetres)!), squareMetres, parts,
            new LocalizedText($"{zh} {size} m²。", $"{en} {size} m².")));
    }

    internal void AddPlace(GridFindingKind kind, ImmutableArray<string> codes, GeoPoint where, string zh, string en) =>
        Add(new GridFinding(kind, codes, where, 0, [], new LocalizedText(zh, en)));

    internal void Add(GridFinding finding)
    {
        if (findings.Count < options.MaxFindings) findings.Add(finding);
        else StopEarly();
    }
}
