using System.Globalization;

namespace CityKit.Maps.Pictures;

/// <summary>A count for people: thousands apart, two decimals at most.</summary>
internal static class CountText
{
    internal static string Of(double count) => count.ToString("#,0.##", CultureInfo.InvariantCulture);
}
