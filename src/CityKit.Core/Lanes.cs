namespace CityKit.Core;

/// <summary>The names of lanes, as answers and figures carry them.</summary>
public static class Lanes
{
    /// <summary>The name of a lane: <c>alarm</c> or <c>reading</c>.</summary>
    public static string NameOf(Lane lane) => lane == Lane.Alarm ? "alarm" : "reading";
}
