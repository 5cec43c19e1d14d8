using System.Collections.Immutable;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Nets;

/// <summary>
/// Who answers for a place in a net (责任): one of many, for a grid has several bodies and people, and each of them several grids.
/// </summary>
/// <param name="Net">The net.</param>
/// <param name="Level">The level of the net.</param>
/// <param name="Grid">The grid it is for; <c>default</c> when it is for an area.</param>
/// <param name="Area">The area it is for; <c>default</c> when it is for a grid.</param>
/// <param name="Matters">The matters it is for: class keys, or beginnings of them that end with <c>*</c>; empty for all.</param>
/// <param name="Body">The body, by id.</param>
/// <param name="Person">A person's id, never a name; null when it is the body's alone.</param>
/// <param name="Role">What they are there, such as <c>inspector</c>.</param>
/// <param name="Valid">When it is so.</param>
public sealed record Duty(NetId Net, string Level, GridKey Grid, AreaCode Area, ImmutableArray<string> Matters, string Body, string? Person,
    string Role, Validity Valid)
{
    /// <summary>The place as text: a grid's key, or an area's code.</summary>
    public string Place => Area.Level == AreaLevel.None ? Grid.ToString() : Area.ToString();

    /// <summary>How closely it is for a matter: -1 not at all, 0 for all matters, else the length of the longest text that fits.</summary>
    internal int Fit(string matter) => Matters.IsEmpty ? 0 : Matters.Max(pattern => Fit(pattern, matter));

    internal bool SharesMatters(Duty other) =>
        Matters.IsEmpty || other.Matters.IsEmpty || Matters.Intersect(other.Matters, StringComparer.Ordinal).Any();

    private static int Fit(string pattern, string matter)
    {
        var fits = pattern.EndsWith('*')
            ? matter.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == matter;
        return fits ? pattern.Length : -1;
    }
}
