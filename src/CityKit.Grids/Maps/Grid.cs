using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;

namespace CityKit.Grids.Maps;

/// <summary>A named piece of the city on a map (网格): a unit grid, a street, a district. Immutable.</summary>
public sealed class Grid
{
    /// <summary>A grid from its parts.</summary>
    /// <exception cref="ArgumentException">The code is empty, there is no polygon, or the code does not fit the scheme.</exception>
    public Grid(GridScheme scheme, string code, string name, IEnumerable<GeoPolygon> polygons)
    {
        (Scheme, Code, Name, Polygons) = (scheme, code, name, [.. polygons]);
        if (string.IsNullOrEmpty(code)) throw new ArgumentException("A grid needs a code.", nameof(code));
        if (Polygons.IsEmpty) throw new ArgumentException($"Grid {code} needs at least one polygon.", nameof(polygons));
        if (CheckCode(scheme, code) is { } problem) throw new ArgumentException($"'{code}': {problem}", nameof(code));
    }

    /// <summary>The division it belongs to; scheme and code together are its key.</summary>
    public GridScheme Scheme { get; }

    /// <summary>The code within the scheme: 15 digits (older: 14) for a unit grid, an area code's short form for an area.</summary>
    public string Code { get; }

    /// <summary>Scheme and code.</summary>
    public GridKey Key => new(Scheme, Code);

    /// <summary>The name for people; may be empty.</summary>
    public string Name { get; }

    /// <summary>What it covers; several polygons where it is in parts.</summary>
    public ImmutableArray<GeoPolygon> Polygons { get; }

    /// <summary>Whether it was cut for tests or samples and numbered by no surveying authority (临时网格).</summary>
    public bool IsProvisional { get; init; }

    /// <summary>When it holds (有效期); always, unless the survey says otherwise. A map holds one version of a grid.</summary>
    public Validity Valid { get; init; }

    /// <summary>The code as a unit-grid code; <c>default</c> in another scheme.</summary>
    public UnitGridCode UnitGridCode => Scheme == GridScheme.UnitGrid ? UnitGridCode.Parse(Code) : default;

    /// <summary>The code as an area code, or the community of a unit grid; <c>default</c> in another scheme.</summary>
    public AreaCode AreaCode => Scheme == GridScheme.Area ? AreaCode.Parse(Code) : UnitGridCode.Community;

    /// <summary>The area in square metres.</summary>
    public double SquareMetres => Polygons.Sum(polygon => polygon.SquareMetres);

    /// <summary>What is wrong with a code in a scheme, or null when it fits or the scheme is not one of the two known here.</summary>
    public static CodeProblem? CheckCode(GridScheme scheme, string code)
    {
        if (scheme == GridScheme.UnitGrid) return UnitGridCode.Check(code);
        return scheme == GridScheme.Area ? AreaCode.Check(code) : null;
    }

    /// <summary>Code and name.</summary>
    public override string ToString() => $"{Code} {Name}".TrimEnd();
}
