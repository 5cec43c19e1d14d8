namespace CityKit.Maps.Pictures;

/// <summary>One class of counts (分级).</summary>
/// <param name="From">The least count in it.</param>
/// <param name="To">The greatest count in it.</param>
/// <param name="Areas">How many areas are in it.</param>
/// <param name="Colour">Its colour, <c>#rrggbb</c>.</param>
public sealed record CountClass(double From, double To, int Areas, string Colour)
{
    /// <summary>The text of the legend: one count, or the least and the greatest.</summary>
    public override string ToString() => From == To ? CountText.Of(From) : $"{CountText.Of(From)} – {CountText.Of(To)}";
}
