namespace CityKit.Edge.Agent.Commissioning;

/// <summary>Where a sensor is mounted (安装位置), in codes of the compound's own; no address, no name of a person.</summary>
/// <param name="Building">The building.</param>
/// <param name="Entrance">The entrance.</param>
/// <param name="Mount">Where in it.</param>
internal sealed record CommissionPlace(string Building, string Entrance, string Mount)
{
    /// <summary>What a code may be.</summary>
    internal const string Rule = "BUILDING/ENTRANCE/MOUNT, each 1 to 32 letters, digits, '.', '_', '-', '#'";

    private const int MaxCode = 32;

    /// <returns>The place; null when the text is not one.</returns>
    internal static CommissionPlace? Parse(string text) =>
        text.Split('/') is [var building, var entrance, var mount] && IsCode(building) && IsCode(entrance) && IsCode(mount)
            ? new CommissionPlace(building, entrance, mount) : null;

    /// <summary>Whether a text is a code.</summary>
    internal static bool IsCode(string text) =>
        text.Length is >= 1 and <= MaxCode && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '#');

    public override string ToString() => $"{Building}/{Entrance}/{Mount}";
}
