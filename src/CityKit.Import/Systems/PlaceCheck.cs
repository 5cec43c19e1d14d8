using System.Globalization;
using CityKit.Core;

namespace CityKit.Import.Systems;

/// <summary>
/// Holds a file's first positions against where they can be, before a row is written: swapped axes, metres for degrees and another city's
/// file are named, with what to say instead.
/// </summary>
internal sealed class PlaceCheck(CoordinateSystem system, AxisOrder? axes, PlaceExpectation expected, IReadOnlyList<SamplePosition> sample)
{
    internal PlaceVerdict Judge()
    {
        if (ReadingGuess.Of(system, sample, axes) is not { } reading)
            return Refuse(new CoordinateReading(axes ?? AxisOrder.EastNorth, system.Zone!.Value.Prefix), null);
        reading = BetterOrder(reading);
        var box = BoxBy(system, reading);
        return sample.Count == 0 || IsMost(CountBy(system, reading)) ? new PlaceVerdict(reading, box, null) : Refuse(reading, box);
    }

    // Of a plane without a zone the numbers do not say which axis comes first; where the rows must be, does.
    private CoordinateReading BetterOrder(CoordinateReading reading)
    {
        if (!system.IsPlane || system.Zone is not null || axes is not null) return reading;
        var other = new CoordinateReading(AxisOrder.NorthEast);
        return !IsMost(CountBy(system, reading)) && IsMost(CountBy(system, other)) ? other : reading;
    }

    private PlaceVerdict Refuse(CoordinateReading reading, GeoBox? box)
    {
        var (where, county) = (sample[0], sample[0].County);
        var outside = expected.Of(county) is not { } place ? new LocalizedText("不像城市所在的位置", "cannot be a city's")
            : new LocalizedText($"不在{place.Name.Zh}（{Shown(place.Box)}）之内", $"are not in {place.Name.En} ({Shown(place.Box)})");
        var read = box is { } found ? new LocalizedText($"（位于 {Shown(found)}）", $" (they are in {Shown(found)})")
            : new LocalizedText("", "");
        var (advice, instead, order) = new PlaceAdvice(system, axes, FitsBy, sample, expected).Find();
        var refusal = Refusal.Of("place",
            string.Create(CultureInfo.InvariantCulture,
                $"Read in {system.Short}, most of the first {sample.Count} positions{read.En}, such as {where.First}, {where.Second}, "
                    + $"{outside.En}. {advice.En} Nothing was taken in."),
            string.Create(CultureInfo.InvariantCulture,
                $"按 {system.Short} 读取，前 {sample.Count} 个位置{read.Zh}大多{outside.Zh}，"
                    + $"例如 {where.First}, {where.Second}。{advice.Zh}未导入任何记录。"));
        return new PlaceVerdict(reading, box, refusal) { System = instead == system ? null : instead, Axes = order == axes ? null : order };
    }

    private bool FitsBy(CoordinateSystem other, AxisOrder order) =>
        ReadingGuess.Of(other, sample, order) is { } reading && IsMost(CountBy(other, reading));

    private bool IsMost(int count) => count * 2 >= sample.Count;

    private int CountBy(CoordinateSystem by, CoordinateReading reading) =>
        sample.Count(position =>
            by.TryToWgs84(position.First, position.Second, reading, out var place) && expected.Allows(place, position.County));

    private GeoBox? BoxBy(CoordinateSystem by, CoordinateReading reading)
    {
        var places = sample.Select(position =>
            by.TryToWgs84(position.First, position.Second, reading, out var place) ? place : (GeoPoint?)null).OfType<GeoPoint>().ToArray();
        return places.Length == 0 ? null : GeoBox.Around(places);
    }

    private static string Shown(GeoBox box) =>
        FormattableString.Invariant($"{box.West:0.##}..{box.East:0.##}, {box.South:0.##}..{box.North:0.##}");
}
