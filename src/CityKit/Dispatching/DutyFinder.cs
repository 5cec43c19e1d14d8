using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;

namespace CityKit.Dispatching;

/// <summary>Asks the nets who answers for something, before it is journalled.</summary>
/// <param name="book">The nets.</param>
/// <param name="more">Maps of grids that the nets name beside the hub's own.</param>
/// <param name="own">Gives the hub's map in force; null for none.</param>
internal sealed class DutyFinder(NetBook book, IReadOnlyList<GridMap> more, Func<GridMap?> own)
{
    private const int ShownDigits = 16;

    private readonly string nets = Convert.ToHexStringLower(book.ToSha256())[..ShownDigits];
    private volatile Located? located;

    private sealed record Located(GridMap? Map, NetLocator Locator);

    /// <summary>Who answers in some nets; null when none is asked, or the place has no point.</summary>
    internal DutyLookup? Find(DispatchQuestion question, IEnumerable<NetId> ids)
    {
        NetId[] asked = [.. ids.Distinct()];
        if (asked.Length == 0 || question.Place.Point is not { } point) return null;
        var (locator, matter) = (LocatorNow(), question.Class?.ToString() ?? "");
        var steps = asked.SelectMany(id => locator.WhoAnswers(point, matter, id, question.On)?.Chain ?? []);
        return new DutyLookup(nets, question.On, [.. steps.SelectMany(step => step.Duties).Select(Of).Distinct().Take(DutyLookup.Most)]);
    }

    private static FoundDuty Of(Duty duty) => new(duty.Net, duty.Level, duty.Place, duty.Body, duty.Role);

    private NetLocator LocatorNow()
    {
        var map = own();
        if (located is { } known && ReferenceEquals(known.Map, map)) return known.Locator;
        var made = new Located(map, new NetLocator(book, map is null ? more : [map, .. more]));
        located = made;
        return made.Locator;
    }
}
