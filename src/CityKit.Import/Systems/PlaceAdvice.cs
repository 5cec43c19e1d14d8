using CityKit.Core;

namespace CityKit.Import.Systems;

/// <summary>Finds what a file's positions are instead, by trying what they are mistaken for.</summary>
internal sealed class PlaceAdvice(CoordinateSystem system, AxisOrder? axes, Func<CoordinateSystem, AxisOrder, bool> fits,
    IReadOnlyList<SamplePosition> sample, PlaceExpectation expected)
{
    private static readonly AxisOrder[] Orders = [AxisOrder.EastNorth, AxisOrder.NorthEast];

    private bool IsDegrees =>
        sample.Count(position => Math.Abs(position.First) <= 180 && Math.Abs(position.Second) <= 180) * 2 >= sample.Count;

    /// <summary>What they are instead, in words, and how to read them then; the system as it is where nothing fits.</summary>
    internal (LocalizedText Text, CoordinateSystem System, AxisOrder? Axes) Find()
    {
        if (Swapped() is { } swapped) return (swapped.Text, system, swapped.Axes);
        foreach (var other in Others())
            foreach (var axis in Orders)
                if (fits(other, axis)) return (Instead(other, axis), other, other.IsPlane ? null : axis);
        return (Unknown(), system, axes);
    }

    private LocalizedText Unknown()
    {
        if (system.IsPlane == IsDegrees) return IsDegrees
            ? new LocalizedText("这些数值是度，不是米。", "These numbers are degrees, not metres.")
            : new LocalizedText("这些数值是米，不是度：请给出其坐标系。", "These numbers are metres, not degrees: name their system.");
        return new LocalizedText("可能是另一城市的文件，或坐标系有误；若确实无误，可指定跳过此检查。",
            "It is another city's file, or another system; if it is right all the same, have the check passed over (--anywhere).");
    }

    private (LocalizedText Text, AxisOrder Axes)? Swapped()
    {
        var other = axes == AxisOrder.NorthEast ? AxisOrder.EastNorth : AxisOrder.NorthEast;
        if (!fits(system, other)) return null;
        var (en, zh) = system.IsPlane ? ("northing", "北坐标") : ("latitude", "纬度");
        return (other == AxisOrder.NorthEast
            ? new LocalizedText($"{zh}在前：请指定 \"axes\": \"north-east\"，或对调 LON 与 LAT 的列。",
                $"They fit {en} first: say \"axes\": \"north-east\", or give LON and LAT each the other's column.")
            : new LocalizedText($"{zh}在后：请指定 \"axes\": \"east-north\"，或对调 LON 与 LAT 的列。",
                $"They fit {en} second: say \"axes\": \"east-north\", or give LON and LAT each the other's column."), other);
    }

    private IEnumerable<CoordinateSystem> Others()
    {
        if (IsDegrees) return [CoordinateSystem.Wgs84];
        var prefixed = sample.SelectMany(position => new[] { GaussZone.PrefixOf(position.First), GaussZone.PrefixOf(position.Second) })
            .Select(EpsgSystems.CgcsZoneOf).OfType<int>();
        return prefixed.GroupBy(code => code).OrderByDescending(group => group.Count()).Take(2).Select(group => group.Key)
            .Concat(Nearby()).Select(code => CoordinateSystem.Read($"EPSG:{code}", out _)!);
    }

    // The zones of 3° and of UTM around where the rows must be, and what web maps use.
    private IEnumerable<int> Nearby()
    {
        if (expected.Of(sample[0].County) is not { } place) return [];
        var (longitude, latitude) = ((place.Box.West + place.Box.East) / 2, (place.Box.South + place.Box.North) / 2);
        var utm = (latitude < 0 ? 32_700 : 32_600) + Math.Clamp((int)Math.Floor((longitude + 180) / 6) + 1, 1, 60);
        var meridian = (int)Math.Round(longitude / 3) * 3;
        return meridian is >= 75 and <= 135 ? [EpsgSystems.CgcsMeridian(meridian), utm, 3857] : [utm, 3857];
    }

    private static LocalizedText Instead(CoordinateSystem other, AxisOrder order)
    {
        var what = other.IsPlane ? new LocalizedText("米", "metres") : new LocalizedText("度", "degrees");
        return order == AxisOrder.EastNorth || other.IsPlane
            ? new LocalizedText($"这些数值像 {other} 的{what.Zh}：请指定该坐标系。", $"They fit {what.En} of {other}: name that system.")
            : new LocalizedText($"这些数值像 {other} 的{what.Zh}且纬度在前：请指定该坐标系和 \"axes\": \"north-east\"。",
                $"They fit {what.En} of {other}, latitude first: name that system, and \"axes\": \"north-east\".");
    }
}
