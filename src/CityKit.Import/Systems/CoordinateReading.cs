using CityKit.Core;

namespace CityKit.Import.Systems;

/// <summary>
/// How a file's numbers are read in their coordinate system: what was recognised from the numbers themselves (坐标读法). <c>default</c> has
/// not recognised anything.
/// </summary>
/// <param name="Axes">Which number comes first.</param>
/// <param name="ZonePrefix">The zone's number that eastings begin with, in millions of metres (带号), 13 to 45; 0 for none.</param>
public readonly record struct CoordinateReading(AxisOrder Axes, int ZonePrefix = 0)
{
    /// <summary>Whether there is nothing to say of it: east first, without a zone's number.</summary>
    public bool IsPlain => this == default;

    /// <summary>The reading in words.</summary>
    public LocalizedText Message => new($"按 {AxesZh}读取，{PrefixZh}", $"read as {AxesEn}, {PrefixEn}");

    private string AxesEn => Axes == AxisOrder.EastNorth ? "X east, Y north" : "X north, Y east";

    private string AxesZh => Axes == AxisOrder.EastNorth ? "X 为东、Y 为北" : "X 为北、Y 为东";

    private string PrefixEn => ZonePrefix == 0 ? "without zone prefix" : $"with zone prefix {ZonePrefix}";

    private string PrefixZh => ZonePrefix == 0 ? "无带号" : $"带号 {ZonePrefix}";
}
