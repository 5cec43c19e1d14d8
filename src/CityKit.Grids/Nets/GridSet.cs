using System.Collections.Frozen;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Grids.Nets;

/// <summary>Grids and areas by their codes (网格与区划集合), to hold a grid's code against: a community, a responsibility grid, all that a body
/// answers for. Immutable.</summary>
/// <remarks>Unit grids of 14 and of 15 digits are the same.</remarks>
public sealed class GridSet
{
    private readonly FrozenSet<GridKey> grids;
    private readonly FrozenSet<AreaCode> areas;

    private GridSet(IEnumerable<GridKey> grids, IEnumerable<AreaCode> areas)
    {
        (this.grids, this.areas) = (grids.Select(Widened).ToFrozenSet(), areas.ToFrozenSet());
        if (this.grids.Count + this.areas.Count == 0) throw new ArgumentException("Name at least one grid or area.");
        if (this.grids.Contains(default) || this.areas.Contains(default)) throw new ArgumentException(
            "A grid or an area has no code.");
    }

    /// <summary>Some grids.</summary>
    /// <exception cref="ArgumentException">There is none, or one has no code.</exception>
    public static GridSet Of(params IEnumerable<GridKey> grids) => new(grids, []);

    /// <summary>Some unit grids.</summary>
    /// <exception cref="ArgumentException">There is none, or one has no code.</exception>
    public static GridSet Of(params IEnumerable<UnitGridCode> grids) => new(grids.Select(KeyOf), []);

    /// <summary>Everything in some areas.</summary>
    /// <exception cref="ArgumentException">There is none, or one has no code.</exception>
    public static GridSet Of(params IEnumerable<AreaCode> areas) => new([], areas);

    /// <summary>The unit grids and areas of a grid laid over them.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static GridSet Of(GridUnion union)
    {
        ArgumentNullException.ThrowIfNull(union);
        return new GridSet(union.UnitGrids.Select(KeyOf), union.Areas);
    }

    /// <summary>All that a body answers for on a day, in all nets: its grids, its areas, and what its overlaid grids consist of.</summary>
    /// <param name="book">The nets.</param>
    /// <param name="body">The body's id.</param>
    /// <param name="on">The day.</param>
    /// <exception cref="ArgumentException">It answers for nothing on that day.</exception>
    public static GridSet OfDuties(NetBook book, string body, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(book);
        var duties = book.Duties.Where(duty => duty.Body == body && duty.Valid.Contains(on)).ToList();
        if (duties.Count == 0) throw new ArgumentException($"'{body}' answers for nothing on {on:R}.",
            nameof(body));
        var keys = duties.Select(duty => duty.Grid).Where(key => key != default).ToHashSet();
        var unions = book.Unions.Where(union => keys.Contains(union.Key) && union.Valid.Contains(on)).ToList();
        var areas = duties.Select(duty => duty.Area).Where(area => area != default).Concat(unions.SelectMany(union => union.Areas));
        return new GridSet(keys.Concat(unions.SelectMany(union => union.UnitGrids.Select(KeyOf))), areas);
    }

    /// <summary>Whether a grid is one of the set's, or is in one of its areas.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="area">The area that the grid is in; <c>default</c> when that is not known.</param>
    public bool Contains(GridKey grid, AreaCode area)
    {
        if (grids.Count > 0 && grids.Contains(Widened(grid))) return true;
        if (areas.Count == 0) return false;
        for (; area.Level != AreaLevel.None; area = area.Parent)
            if (areas.Contains(area)) return true;
        return false;
    }

    private static GridKey KeyOf(UnitGridCode code) => new(GridScheme.UnitGrid, code.ToString());

    private static GridKey Widened(GridKey key) =>
        key.Scheme == GridScheme.UnitGrid && UnitGridCode.TryParse(key.Code, null, out var code) && code.IsOlderForm
            ? KeyOf(code.ToFifteenDigits()) : key;
}
